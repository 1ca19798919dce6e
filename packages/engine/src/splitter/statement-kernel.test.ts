import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { STATEMENT_KERNEL } from './statement-kernel.generated.ts';
import { createStatementKernel, type KernelHost } from './statement-kernel.ts';

test('the generated module is what the source assembles to', async () => {
  const source = readFileSync(new URL('statement-kernel.wat', import.meta.url), 'utf8');
  const { parseWat } = await wabt();
  const { buffer } = parseWat('statement-kernel.wat', source, { simd: true }).toBinary({});
  expect(STATEMENT_KERNEL).toBe(Buffer.from(buffer).toString('base64'));
});

test('there is no kernel without WebAssembly, without Buffer, or when the module is refused', () => {
  const { Buffer } = globalThis;
  const refusing = {
    Module: class {
      constructor() {
        throw new Error('not allowed to compile');
      }
    },
    Instance: class {
      readonly exports = null;
    },
  };
  expect(createStatementKernel({ Buffer: Buffer as never })).toBeNull();
  const { WebAssembly } = globalThis as unknown as Required<KernelHost>;
  expect(createStatementKernel({ WebAssembly })).toBeNull();
  expect(createStatementKernel({ WebAssembly: refusing, Buffer: Buffer as never })).toBeNull();
  expect(createStatementKernel()).not.toBeNull();
});
