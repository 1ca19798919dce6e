import { readFile } from 'node:fs/promises';

/** The operating system user that runs the server. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

// A user without an entry in the user database does not do: initdb refuses a uid that has no name.
const candidates = ['postgres', '_postgres', 'nobody'];

/**
 * The unprivileged user to run the server as, or null to run it as ourselves.
 * PostgreSQL refuses to run as root; everybody else runs their own server.
 */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.platform === 'win32') {
    throw new Error(
      'The embedded PostgreSQL needs Linux, macOS or WSL: on Windows use Docker, or give the URL of a running server.',
    );
  }
  if (process.getuid?.() !== 0) return null;
  const passwd = await readFile('/etc/passwd', 'utf8');
  for (const name of candidates) {
    const user = findUser(passwd, name);
    if (user !== null) return user;
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and /etc/passwd has none of the users ${candidates.join(', ')} to run it as. ` +
      'Run this command as an ordinary user, or give the URL of a running server.',
  );
}

/** Looks a name up in the text of /etc/passwd. Ids are unsigned: macOS writes nobody as -2. */
export function findUser(passwd: string, name: string): ServerUser | null {
  for (const line of passwd.split('\n')) {
    const [login, , uid, gid] = line.split(':');
    if (login !== name || uid === undefined || gid === undefined) continue;
    const user = { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
    if (user.uid !== 0) return user;
  }
  return null;
}
