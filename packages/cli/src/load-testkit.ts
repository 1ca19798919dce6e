/** The testkit, which brings the server's binaries; null where only the command was installed. */
export async function loadTestkit(): Promise<typeof import('@plumbline/testkit') | null> {
  try {
    return await import('@plumbline/testkit');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
