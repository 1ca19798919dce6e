/** Longest path of a Unix socket: 107 bytes on Linux, 103 on macOS. */
const longestSocketPath = 103;

/**
 * The directory for the server's Unix socket, or '' (no socket) when its path would be too long.
 * Nothing of ours needs the socket; it is there for those who look at a running server.
 */
export function socketDirectoryOrNone(directory: string): string {
  return Buffer.byteLength(`${directory}/.s.PGSQL.65535`) <= longestSocketPath ? directory : '';
}
