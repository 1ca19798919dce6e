import { ownFindingCodes } from '../check/finding-kinds.ts';
import type { WatchFinding } from '../check/watch-finding.ts';
import type { AppQuery, UnreadableFile } from './app-query.ts';
import type { Refused } from './prepare-query.ts';

/** What a query is called: its file and the line where it begins. Never its text. */
export function queryIdentity({ file, line }: AppQuery): string {
  return `query ${file.name}:${line}`;
}

/** What is to be said of a query that the server refuses. */
export function refusedQuery(query: AppQuery, refused: Refused): WatchFinding {
  const { message, sqlstate, offset } = refused;
  const identity = queryIdentity(query);
  const said = {
    area: 'queries',
    identity,
    expected: 'the server can prepare it',
    actual: `${sqlstate}: ${message}`,
    origin: `${query.file.path}:${query.line + linesBefore(query.text, offset)}`,
  } as const;
  return refused.refusal === 'broken'
    ? { ...said, ...brokenWords(query, refused) }
    : { ...said, ...unclearWords(query, refused) };
}

/** A file that is there and has no SQL that can be read. */
export function unreadableFile({ file: { name, path }, line, reason }: UnreadableFile): WatchFinding {
  return {
    area: 'queries',
    code: 'query-unchecked',
    severity: ownFindingCodes['query-unchecked'].severity,
    identity: `query file ${name}`,
    expected: 'the server can prepare it',
    actual: reason,
    message: `The queries of ${name} cannot be checked: ${withoutStop(reason)}.`,
    why: 'Whether the schema has what they ask for is not known.',
    remedy: ['Make it a file of plain SQL statements, or take it out of WATCHDOG_QUERIES.'],
    origin: `${path}:${line}`,
  };
}

type Words = Pick<WatchFinding, 'code' | 'severity' | 'message' | 'why' | 'remedy'>;

function brokenWords({ file, line }: AppQuery, { message, sqlstate }: Refused): Words {
  return {
    code: 'query-broken',
    severity: ownFindingCodes['query-broken'].severity,
    message: `The query ${file.name}:${line} does not fit the schema: ${message} (${sqlstate}).`,
    why: 'Each time the application sends it, it fails.',
    remedy: [
      'See the other findings: what is missing is most likely among them.',
      'If there is none, queries and migrations are of different builds: deploy them together.',
      ...(sqlstate === '42P01' || sqlstate === '42883'
        ? [
            'Names without a schema are looked for in the search_path of the watchdog: it has to be that of the application.',
          ]
        : []),
    ],
  };
}

function unclearWords({ file, line }: AppQuery, { message, sqlstate }: Refused): Words {
  return {
    code: 'query-unchecked',
    severity: ownFindingCodes['query-unchecked'].severity,
    message: `The query ${file.name}:${line} cannot be checked: ${message} (${sqlstate}).`,
    why: 'Whether the schema has what it asks for is not known.',
    remedy: [
      sqlstate === '42501'
        ? 'Let the role of the watchdog use the schema: GRANT USAGE ON SCHEMA; it needs no right to a table.'
        : 'Write it as the server reads it: parameters are $1, $2; one whose type nothing says needs a cast, $1::text.',
    ],
  };
}

/** @param offset in code points */
function linesBefore(text: string, offset: number | null): number {
  return offset === null ? 0 : [...text].slice(0, offset).filter((character) => character === '\n').length;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, '');
}
