/** Less than this is not worth a mapping of its own. 1 MB. */
const LEAST = 1024 * 1024;

/** What TypeScript's library of ES2023 does not know yet; Node has it since version 20. */
interface Resizable {
  readonly resizable?: boolean;
  readonly maxByteLength?: number;
  resize?(length: number): void;
}
type ResizableConstructor = new (length: number, options: { readonly maxByteLength: number }) => ArrayBuffer;

/**
 * Bytes to be filled, whose memory {@link release} can give back.
 *
 * @param length so many are there at first, of as many as {@link lengthen} may make of them. Default: all. They take their
 *   memory at once, all others when they are made.
 */
export function releasableBytes(size: number, length: number = size): Buffer {
  if (size < LEAST) return Buffer.allocUnsafe(size);
  const held = new (ArrayBuffer as unknown as ResizableConstructor)(length, { maxByteLength: size });
  return Buffer.from(held, 0, length);
}

/** @returns the same bytes with more behind them; null when there is no room for so many */
export function lengthen({ buffer }: Uint8Array, length: number): Buffer | null {
  const held = buffer as ArrayBuffer & Resizable;
  if (held.resizable !== true || (held.maxByteLength ?? 0) < length) return null;
  held.resize?.(length);
  return Buffer.from(held, 0, length);
}

/**
 * Gives the memory of bytes back that nobody needs any more, where it is much: V8 looks at what its own heap holds, and lets
 * a buffer of many megabytes lie until it has a reason to collect.
 */
export function release({ buffer }: Uint8Array): void {
  const held = buffer as Resizable;
  if (held.resizable === true) held.resize?.(0);
}
