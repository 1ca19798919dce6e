import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page about one code, as Markdown. */
export interface DocPage {
  /** `finding`, `lint rule`, `error`, `diagnosis`, or of the watchdog such as `why a look failed`. */
  readonly about: string;
  readonly code: string;
  readonly text: string;
}

/** Where the build puts the documents for an installed package; see bundling/copy-docs.js. */
const COPIED = join('dist', 'docs');

/** The pages about codes: those of the repository, or, of an installed package, those that came with it. */
export function docPages(): readonly DocPage[] {
  const directory = docsDirectory();
  if (directory === null) return [];
  return [
    ...pagesIn(join(directory, 'checks'), 'finding'),
    ...pagesIn(join(directory, 'rules'), 'lint rule'),
    ...sectionsOf(join(directory, 'errors.md')),
    ...sectionsOf(join(directory, 'watchdog-codes.md')),
  ];
}

function docsDirectory(): string | null {
  const own = packageDirectory();
  const places = [join(own, '..', '..', 'docs'), join(own, COPIED)];
  return places.find((place) => existsSync(join(place, 'errors.md'))) ?? null;
}

/** The bundle lies deeper than the modules. */
function packageDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory)
    directory = dirname(directory);
  return directory;
}

function pagesIn(directory: string, about: string): readonly DocPage[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => {
      const text = readFileSync(join(directory, name), 'utf8').replace(/^# .*\n+/, '');
      return { about, code: name.slice(0, -'.md'.length), text: text.trim() };
    });
}

/** What the sections of a chapter are about, where its heading is not the name for one of them. */
const CHAPTERS: Readonly<Record<string, string>> = {
  'Error codes': 'error',
  Diagnoses: 'diagnosis',
  Findings: 'finding',
  'States of a migration': 'state of a migration',
};

/** Such a file has chapters, and in them a section a code. */
function sectionsOf(file: string): readonly DocPage[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split(/^## /m)
    .flatMap((chapter) => {
      const heading = chapter.split('\n', 1)[0] ?? '';
      const about = CHAPTERS[heading] ?? heading.toLowerCase();
      return [...chapter.matchAll(/^### `([^`]+)`\n([\s\S]*?)(?=^### |$(?![\s\S]))/gm)].map(
        ([, code = '', text = '']): DocPage => ({ about, code, text: text.trim() }),
      );
    });
}
