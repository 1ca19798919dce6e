import { createHash } from 'node:crypto';
import { PlumblineError } from '../../errors.ts';
import { checksum } from '../../source/checksum.ts';
import type { Migration } from '../../source/migration.ts';
import type { BaseState } from './base-state.ts';
import { git } from './git.ts';

/** Where other people's work is, when nobody says: the first of these that exists, else what is checked out. */
const USUAL = [
  ...['refs/remotes/origin/HEAD', 'refs/remotes/origin/main', 'refs/remotes/origin/master'],
  ...['refs/heads/main', 'refs/heads/master'],
];

/**
 * What git says of the migrations: which are released, which of those are different here.
 *
 * @param ref what to compare with; null for the usual branch, of which nothing is expected
 * @returns null when there is no repository, or nothing is committed yet, and no ref was asked for
 * @throws PlumblineError `invalid-options` when the ref cannot be found
 */
export async function readBase(
  directory: string,
  migrations: readonly Migration[],
  ref: string | null,
): Promise<BaseState | null> {
  const tip = ref === null ? await usualCommit(directory) : await commitOf(directory, ref);
  if (tip === null) {
    if (ref !== null) throw await unknownRef(directory, ref);
    return null;
  }
  // Where this branch began: what was added or changed there since then is not ours.
  const began = (await text(directory, ['merge-base', 'HEAD', tip])) ?? tip;
  const [now, then] = await Promise.all([filesAt(directory, tip), filesAt(directory, began)]);
  const changed = await changedSince(directory, migrations, then);
  return { ref: ref ?? tip, names: new Set(now.keys()), released: new Set([...now.keys(), ...then.keys()]), changed };
}

async function usualCommit(directory: string): Promise<string | null> {
  // One question for all of them: each start of git takes a hundredth of a second.
  const list = await text(directory, ['for-each-ref', '--format=%(refname) %(objectname)', ...USUAL]);
  if (list === null) return null;
  const commits = new Map(list.split('\n').map((line) => line.split(' ', 2) as [string, string]));
  const usual = USUAL.find((ref) => commits.has(ref));
  return usual === undefined ? commitOf(directory, 'HEAD') : (commits.get(usual) ?? null);
}

async function commitOf(directory: string, ref: string): Promise<string | null> {
  // A ref that begins with a dash would be an option.
  if (ref.startsWith('-')) return null;
  return text(directory, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
}

async function text(directory: string, args: readonly string[]): Promise<string | null> {
  const answer = await git(directory, args);
  return answer?.ok === true ? answer.output.toString('utf8').trim() : null;
}

/** The files of the directory in a commit: name to blob. */
async function filesAt(directory: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const answer = await git(directory, ['ls-tree', '-z', commit]);
  const files = new Map<string, string>();
  for (const entry of answer?.output.toString('utf8').split('\0') ?? []) {
    const [, blob, name] = /^\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
    if (blob !== undefined && name?.endsWith('.sql') === true) files.set(name, blob);
  }
  return files;
}

/** The former bytes of files that are different now, line ends aside. */
async function changedSince(
  directory: string,
  migrations: readonly Migration[],
  then: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const changed = new Map<string, Uint8Array>();
  for (const { name, content, checksum: now } of migrations) {
    const blob = then.get(`${name}.sql`);
    if (blob === undefined || blob === blobOf(content.bytes(), blob.length)) continue;
    const answer = await git(directory, ['cat-file', 'blob', blob]);
    if (answer?.ok === true && checksum(answer.output) !== now) changed.set(`${name}.sql`, answer.output);
  }
  return changed;
}

/** The name that git gives to these bytes; a repository of the newer kind has longer ones. */
function blobOf(bytes: Uint8Array, length: number): string {
  const sum = createHash(length === 40 ? 'sha1' : 'sha256');
  return sum.update(`blob ${bytes.byteLength}\0`).update(bytes).digest('hex');
}

async function unknownRef(directory: string, ref: string): Promise<PlumblineError> {
  const answer = await git(directory, ['rev-parse', '--is-inside-work-tree']);
  if (answer === null) return refusal(ref, 'there is no git on this machine', 'Install git, or leave --base out.');
  if (!answer.ok) return refusal(ref, `"${directory}" is in no git repository`, 'Leave --base out.');
  return refusal(
    ref,
    'git knows no such commit',
    'Fetch it first: a pipeline often has a shallow clone of one branch (of actions/checkout, set fetch-depth: 0).',
  );
}

function refusal(ref: string, reason: string, remedy: string): PlumblineError {
  return new PlumblineError('invalid-options', `The files cannot be compared with "${ref}": ${reason}.`, {
    remedy: [remedy],
  });
}
