// Assembles packages/engine/src/splitter/statement-kernel.wat and writes it, in base64, to the file beside it that the
// splitter imports. Run it after every change of the kernel: node bench/assemble-kernel.js
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = new URL('../packages/engine/src/splitter/statement-kernel.wat', import.meta.url);
const target = new URL('../packages/engine/src/splitter/statement-kernel.generated.ts', import.meta.url);
const require = createRequire(new URL('../packages/engine/package.json', import.meta.url));

const wabt = await require('wabt')();
const { buffer } = wabt.parseWat('statement-kernel.wat', readFileSync(source, 'utf8'), { simd: true }).toBinary({});
const lines = Buffer.from(buffer)
  .toString('base64')
  .match(/.{1,110}/g)
  .map((line) => `  '${line}'`);
writeFileSync(
  target,
  `// Assembled from statement-kernel.wat by bench/assemble-kernel.js; statement-kernel.test.ts holds the two together.
/** The WebAssembly module in base64. */
export const STATEMENT_KERNEL: string =
${lines.join(' +\n')};
`,
);
console.log(`${buffer.length} bytes`);
