import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogPlace } from '../state/watchdog-state.ts';
import { REFUSED_SQLSTATES } from './refused-sqlstates.ts';

export interface LogRead {
  /** Where the next reading goes on. */
  readonly place: LogPlace;
  /** Refused SQL by database and SQLSTATE. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const CHUNK_BYTES = 256 * 1024;
/** A flood is read on at the next check, so that one look takes a bounded time. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Programs that look whether something is there, and expect that it may not be. */
const OWN_APPLICATIONS: ReadonlySet<string> = new Set(['db-watchdog', 'plumbline']);
const WANTED: ReadonlySet<string> = new Set(REFUSED_SQLSTATES);

/**
 * Reads what was added to the server's JSON log (`log_destination = jsonlog`, PostgreSQL 15 and later) since the last
 * look, and counts the errors that a false schema shows itself by. Nothing of the SQL is kept.
 *
 * @param path the log, or the directory that the server rotates its logs in: then the newest `*.json`
 * @param last where the last reading ended; null begins at the end: what happened before is no news
 * @throws Node's error when there is no log to read
 */
export async function readLog(path: string, last: LogPlace | null): Promise<LogRead> {
  const file = await newestLog(path);
  const { ino, size } = await stat(file);
  const counts: Record<string, Record<string, number>> = {};
  if (last === null) return { place: { file, inode: ino, offset: size }, counts };
  // A rotated log is read to its end first, so that nothing between two looks is lost.
  if (last.file !== file) await countFrom(last.file, last.inode, last.offset, counts).catch(() => {}); // It may be removed.
  const isSame = last.file === file && last.inode === ino && last.offset <= size;
  const offset = await countFrom(file, ino, isSame ? last.offset : 0, counts);
  return { place: { file, inode: ino, offset }, counts };
}

async function newestLog(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path;
  const files = (await readdir(path)).filter((name) => name.endsWith('.json')).map((name) => join(path, name));
  const ages = await Promise.all(files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })));
  const newest = ages.sort((one, other) => other.time - one.time)[0];
  if (newest === undefined) throw new Error(`There is no *.json log in ${path}: set log_destination = 'jsonlog'.`);
  return newest.file;
}

/** @returns the offset behind the last whole line */
async function countFrom(
  path: string,
  inode: number,
  from: number,
  counts: Record<string, Record<string, number>>,
): Promise<number> {
  const file = await open(path, 'r');
  try {
    if ((await file.stat()).ino !== inode) return from;
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let offset = from;
    while (offset - from < MOST_BYTES) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, offset);
      const end = buffer.lastIndexOf(10, bytesRead - 1) + 1;
      if (bytesRead === 0 || (end === 0 && bytesRead < CHUNK_BYTES)) break;
      // A line longer than the chunk is no error message that we count; its rest is passed over as garbage.
      const used = end === 0 ? bytesRead : end;
      for (const line of buffer.toString('utf8', 0, used).split('\n')) countLine(line, counts);
      offset += used;
    }
    return offset;
  } finally {
    await file.close();
  }
}

function countLine(line: string, counts: Record<string, Record<string, number>>): void {
  // Almost every line of a log is something else, and parsing is what costs.
  if (!line.includes('"state_code":"42')) return;
  let entry: { readonly state_code?: unknown; readonly dbname?: unknown; readonly application_name?: unknown };
  try {
    entry = JSON.parse(line);
  } catch {
    return; // The rest of a line that was too long.
  }
  const { state_code: sqlstate, dbname: database, application_name: application } = entry;
  if (typeof sqlstate !== 'string' || typeof database !== 'string' || !WANTED.has(sqlstate)) return;
  if (typeof application === 'string' && OWN_APPLICATIONS.has(application)) return;
  const ofDatabase = counts[database] ?? {};
  counts[database] = { ...ofDatabase, [sqlstate]: (ofDatabase[sqlstate] ?? 0) + 1 };
}
