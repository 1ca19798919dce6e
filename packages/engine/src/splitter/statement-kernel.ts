import { STATEMENT_KERNEL } from './statement-kernel.generated.ts';

/** How many UTF-16 units the kernel takes at a time. */
export const CHUNK_LENGTH = 65_536;

/** Where the kernel writes what it finds, and how many statements have room there. */
const RECORDS_OFFSET = 205_824;
const RECORDS = 4096;

/** Why the kernel stopped. */
export const STOPPED_AT_END = 0;
export const STOPPED_FULL = 1;
export const STOPPED_AFTER_NOTABLE = 2;
export const STOPPED_BEFORE_DIFFICULT = 3;

interface Cell {
  readonly value: number;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly reason: Cell;
  readonly rest: Cell;
  readonly dollar: Cell;
  load(length: number): number;
  run(from: number, length: number, base: number): number;
}

interface StringWriter {
  write(text: string, offset: number, length: number, encoding: 'utf16le'): number;
}

/** What the kernel needs of its host, none of which a JavaScript engine must have. */
export interface KernelHost {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: unknown };
  };
  readonly Buffer?: { from(buffer: ArrayBuffer, offset: number, length: number): StringWriter };
}

/** The WebAssembly module of `statement-kernel.wat`: finds plain statements, sixteen characters at a time. */
export class StatementKernel {
  /** Start, end, end with its `;` and flags of each statement that the last run found. */
  readonly records: Int32Array;
  readonly #exports: Exports;
  readonly #units: StringWriter;

  constructor(exports: Exports, units: StringWriter) {
    this.#exports = exports;
    this.#units = units;
    this.records = new Int32Array(exports.memory.buffer, RECORDS_OFFSET, RECORDS * 4);
  }

  /** Takes in a chunk of at most {@link CHUNK_LENGTH} units; false when there may be a NUL in it. */
  load(chunk: string): boolean {
    this.#units.write(chunk, 0, chunk.length * 2, 'utf16le');
    return this.#exports.load(chunk.length) !== 0;
  }

  /** Reads statements from unit `from` of the chunk on, whose first unit has the offset `base`. Returns how many. */
  run(from: number, length: number, base: number): number {
    return this.#exports.run(from, length, base);
  }

  get reason(): number {
    return this.#exports.reason.value;
  }

  /** The offset at which the statement begins that was not read, or that is to be looked at. */
  get rest(): number {
    return this.#exports.rest.value;
  }

  /** Where the last dollar quote of the statement to be looked at begins, -1 when it has none. */
  get dollar(): number {
    return this.#exports.dollar.value;
  }
}

/** The kernel; null where there is no WebAssembly with SIMD, or no quick way to hand a string to it. */
export function createStatementKernel(host: KernelHost = globalThis as unknown as KernelHost): StatementKernel | null {
  if (host.WebAssembly === undefined || host.Buffer === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(STATEMENT_KERNEL), (character) => character.charCodeAt(0));
    const exports = new host.WebAssembly.Instance(new host.WebAssembly.Module(bytes)).exports as Exports;
    return new StatementKernel(exports, host.Buffer.from(exports.memory.buffer, 0, CHUNK_LENGTH * 2));
  } catch {
    // An engine without SIMD, or one that may not compile at run time: the plain walk finds the same.
    return null;
  }
}
