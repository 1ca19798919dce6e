import { expect, it } from 'vitest';
import { serverOptionsFromEnvironment } from './server-options.ts';

const url = 'postgres://ann@db/postgres';

it('chooses the embedded server when nothing is said', () => {
  expect(serverOptionsFromEnvironment({})).toEqual({ source: 'embedded' });
  expect(serverOptionsFromEnvironment({ PLUMBLINE_TEST_SOURCE: '', PLUMBLINE_TEST_URL: '' })).toEqual({
    source: 'embedded',
  });
});

it('takes a URL alone for the wish to use it', () => {
  expect(serverOptionsFromEnvironment({ PLUMBLINE_TEST_URL: url })).toEqual({ source: 'url', url });
});

it('reads source, major and image', () => {
  const environment = { PLUMBLINE_TEST_SOURCE: 'container', PLUMBLINE_TEST_MAJOR: '15', PLUMBLINE_TEST_IMAGE: 'mine' };
  expect(serverOptionsFromEnvironment(environment)).toEqual({ source: 'container', major: 15, image: 'mine' });
});

it('refuses contradictions and unknown values', () => {
  expect(() => serverOptionsFromEnvironment({ PLUMBLINE_TEST_SOURCE: 'url' })).toThrow('needs PLUMBLINE_TEST_URL');
  expect(() => serverOptionsFromEnvironment({ PLUMBLINE_TEST_SOURCE: 'embedded', PLUMBLINE_TEST_URL: url })).toThrow(
    'unset one',
  );
  expect(() => serverOptionsFromEnvironment({ PLUMBLINE_TEST_SOURCE: 'docker' })).toThrow('must be one of embedded');
  expect(() => serverOptionsFromEnvironment({ PLUMBLINE_TEST_MAJOR: '13' })).toThrow('must be one of 14');
});
