import type { ErrorCode } from '../errors.ts';
import type { Draft, Subject } from './rule.ts';

/** What the runner itself refuses, said before anything runs. */
export function* refusedFile({ files }: Subject, code: ErrorCode): Iterable<Draft> {
  for (const file of files) {
    const { refusal, migration } = file;
    if (refusal?.code !== code) continue;
    const { position, remedy = [], offset } = refusal.details;
    const statement = migration.statements.find(({ start }) => start === offset);
    if (position === undefined || statement === undefined) continue;
    yield {
      at: { file, place: { within: 0, offset: statement.start, line: position.line, column: position.column } },
      statement: statement.index,
      message: refusal.message.replace(/^.*?:\d+:\d+: /, ''),
      remedy,
    };
  }
}
