import { expect, it } from 'vitest';
import { maskUrl } from './mask-url.ts';

it('hides the password and keeps the rest', () => {
  expect(maskUrl('postgres://ann:pearl@db:5433/shop?sslmode=require')).toBe(
    'postgres://ann:***@db:5433/shop?sslmode=require',
  );
});

it('hides a password that is given as a parameter', () => {
  expect(maskUrl('postgres://ann@db/shop?password=pearl')).not.toContain('pearl');
});

it('leaves a URL without a password as it is', () => {
  expect(maskUrl('postgres://ann@db/shop')).toBe('postgres://ann@db/shop');
});

it('echoes nothing of a text that is no URL', () => {
  expect(maskUrl('pearl')).toBe('(not a URL)');
  expect(maskUrl('postgres://ann:pe arl@[db/shop')).not.toContain('arl');
});
