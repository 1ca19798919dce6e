import { userInfo } from 'node:os';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A URL of libpq's PGHOST, PGPORT, PGUSER and PGDATABASE; null when none of them is set. The password stays out of it:
 * pg reads PGPASSWORD and ~/.pgpass by itself.
 */
export function environmentUrl(env: Environment): string | null {
  const { PGHOST = '', PGPORT = '', PGUSER = '', PGDATABASE = '' } = env;
  if (`${PGHOST}${PGPORT}${PGUSER}${PGDATABASE}` === '') return null;
  const user = PGUSER === '' ? userInfo().username : PGUSER;
  // pg reads the path with decodeURI, which leaves %2F and its like alone.
  const database = encodeURI(PGDATABASE === '' ? user : PGDATABASE);
  const host = PGHOST === '' ? 'localhost' : PGHOST;
  const port = PGPORT === '' ? '5432' : PGPORT;
  const credentials = encodeURIComponent(user);
  // A directory is that of the server's Unix socket.
  if (host.startsWith('/'))
    return `postgresql://${credentials}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
  return `postgresql://${credentials}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}
