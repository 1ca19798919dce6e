import { nearest } from '../../spelling/nearest.ts';
import type { Cause } from '../cause.ts';
import type { DiagnoseInput } from '../diagnosis.ts';
import { oneOf, quotedNames } from '../names.ts';

function isExtensionStatement({ failure, statement }: DiagnoseInput): boolean {
  return (
    /^(create|alter) extension\b/i.test(statement?.kind ?? '') ||
    /^\s*create\s+extension\b/i.test(failure.internalQuery ?? statement?.text ?? '') ||
    /\bextension "|extension control file/.test(failure.message)
  );
}

/** `/usr/share/.../vector.control` on PostgreSQL 14, the plain name from 15 on. */
function extensionName(input: DiagnoseInput): string | null {
  const quoted = quotedNames(input.failure.message)[0];
  return quoted === undefined
    ? null
    : (/([^/]+)\.control$/.exec(quoted)?.[1] ?? (quoted.includes('/') ? null : quoted));
}

const unavailable: Cause = {
  code: 'extension-unavailable',
  sqlstates: ['0A000', '58P01', '42704', '22023'],
  when: (input) => isExtensionStatement(input) && input.failure.sqlstate !== '42710',
  explain: (input) => {
    const name = extensionName(input);
    const available = input.facts?.availableExtensions ?? [];
    const close = name === null ? [] : nearest(name, available);
    const installed = name !== null && available.includes(name);
    return {
      title:
        name === null ? 'The extension cannot be loaded' : `The extension "${name}" is not available on this server`,
      explanation:
        'CREATE EXTENSION switches on what is already installed on the machine of the server; it does not download anything. ' +
        (installed
          ? `The files of "${name}" are there, but something they need is not: ${input.failure.message}.`
          : `The files of ${name === null ? 'this extension' : `"${name}"`} are not there.`) +
        (close.length === 0 || installed ? '' : ` Did you mean ${oneOf(close.map((other) => `"${other}"`))}?`),
      remedy: [
        'Install its package on the machine or in the image of the server (Debian: postgresql-contrib, or postgresql-<version>-<name>); a managed service has a list of those it allows.',
        'What is there: select name, default_version from pg_available_extensions order by 1;',
        'A name with a minus must be quoted: CREATE EXTENSION "uuid-ossp";',
      ],
    };
  },
};

const notSupported: Cause = {
  code: 'not-supported',
  sqlstates: ['0A000'],
  explain: ({ failure }) => ({
    title: 'PostgreSQL does not do this',
    explanation: `The statement is understood, and this version of the server refuses it: ${failure.message}. The detail and the hint, where there are any, say what stands in the way.`,
    remedy: [
      'A column that a view uses cannot change its type: drop the view, change the column, create the view again, all in one file.',
      'If it works on your machine, compare the versions: select version();',
    ],
  }),
};

const missingFile: Cause = {
  code: 'server-file-missing',
  sqlstates: ['58P01', '58P02'],
  explain: ({ failure }) => ({
    title: 'The server cannot find a file',
    explanation: `A file is missing on the machine of the server: ${failure.message}. Paths in COPY ... FROM 'file' and in C functions are paths there, not here.`,
    remedy: [
      'For data: COPY ... FROM STDIN, with the rows in the migration file.',
      'For a library: install it on the machine of the server.',
    ],
  }),
};

/** What this server does not have or does not do. */
export const extensionCauses: readonly Cause[] = [unavailable, notSupported, missingFile];
