import { diagnosisTable, findingCodes, nearest, sqlstateName } from '@plumbline/engine';
import { type DocPage, docPages } from '../doc-pages.ts';
import { UsageError } from '../usage-error.ts';
import type { CommandContext } from './command-context.ts';

/** `plumbline explain`: prints the pages about a code. @returns 0 */
export async function explainCommand({ terminal }: CommandContext, [code = '']: readonly string[]): Promise<number> {
  const pages = docPages();
  const { paint } = terminal;
  const sqlstate = /^[0-9A-Z]{5}$/i.test(code) ? sqlstateName(code.toUpperCase()) : null;
  const found = sqlstate === null ? pages.filter((page) => page.code === code) : pagesOf(pages, code.toUpperCase());
  if (sqlstate !== null) terminal.line(`${paint.bold(code.toUpperCase())} ${sqlstate}\n`);
  const meaning = meaningOf(code);
  if (found.length === 0 && sqlstate === null && meaning === null) throw unknown(code, pages);
  if (meaning !== null && !found.some(({ about }) => about === 'finding'))
    terminal.line(`${paint.bold(`${code}, finding`)}\n\n${meaning}\n`);
  for (const page of found) terminal.line(`${paint.bold(`${page.code}, ${page.about}`)}\n\n${page.text}\n`);
  if (found.length === 0 && sqlstate !== null)
    terminal.line('There is no page about it: the server says all that is known.');
  return 0;
}

/** The diagnoses that an SQLSTATE leads to. */
function pagesOf(pages: readonly DocPage[], sqlstate: string): readonly DocPage[] {
  const codes = diagnosisTable.filter(({ sqlstates }) => sqlstates.includes(sqlstate)).map(({ code }) => code);
  return pages.filter((page) => page.about === 'diagnosis' && codes.includes(page.code));
}

/** A finding says what it means also where its page is not there. */
function meaningOf(code: string): string | null {
  const entry = Object.entries(findingCodes).find(([known]) => known === code)?.[1];
  return entry === undefined ? null : `${entry.meaning} As a rule ${entry.severity}.`;
}

function unknown(code: string, pages: readonly DocPage[]): UsageError {
  const known = [...new Set([...pages.map((page) => page.code), ...Object.keys(findingCodes)])];
  const guesses = nearest(code, known, 3);
  return new UsageError(`There is no code ${JSON.stringify(code)}.`, [
    ...(guesses.length === 0 ? [] : [`Did you mean ${guesses.join(', ')}?`]),
    'Codes stand in the output: of a finding, a lint rule, an error, a diagnosis, or an SQLSTATE such as 42P01.',
  ]);
}
