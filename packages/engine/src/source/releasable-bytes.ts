/** Less than this is not worth a mapping of its own. 1 MB. */
const LEAST = 1024 * 1024;

/** What TypeScript's library of ES2023 does not know yet; Node has it since version 20. */
interface Resizable {
  readonly resizable?: boolean;
  resize?(length: number): void;
}
type ResizableConstructor = new (length: number, options: { readonly maxByteLength: number }) => ArrayBuffer;

/** Bytes to be filled, whose memory {@link release} can give back. */
export function releasableBytes(size: number): Buffer {
  if (size < LEAST) return Buffer.allocUnsafe(size);
  return Buffer.from(new (ArrayBuffer as unknown as ResizableConstructor)(size, { maxByteLength: size }), 0, size);
}

/**
 * Gives the memory of bytes back that nobody needs any more, where it is much: V8 looks at what its own heap holds, and lets
 * a buffer of many megabytes lie until it has a reason to collect.
 */
export function release({ buffer }: Uint8Array): void {
  const held = buffer as Resizable;
  if (held.resizable === true) held.resize?.(0);
}
