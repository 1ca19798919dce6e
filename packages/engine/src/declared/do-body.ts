import { type Token, tokens } from '../splitter/index.ts';
import { literalText } from './literal-text.ts';

/** The body of a DO statement. */
export interface DoBody {
  readonly language: string;
  /** As the server sees it: without quotes, doubled quotes undone. */
  readonly text: string;
  /** An offset in `text` to the one in the statement. */
  readonly offsetOf: (offset: number) => number;
}

/** @returns null when the body is written in a way that cannot be followed */
export function doBody(statement: string, standardConformingStrings: boolean): DoBody | null {
  let body: Token | null = null;
  let language = 'plpgsql';
  let isLanguage = false;
  for (const token of tokens(statement, { standardConformingStrings })) {
    const isLiteral = token.type === 'string' || token.type === 'dollar-string';
    if (isLanguage) language = isLiteral ? (literalText(token) ?? '') : token.text.replaceAll('"', '').toLowerCase();
    else if (isLiteral) {
      if (body !== null) return null;
      body = token;
    }
    isLanguage = token.type === 'word' && token.text.toLowerCase() === 'language';
  }
  return body === null ? null : read(body, language);
}

function read(token: Token, language: string): DoBody | null {
  const text = literalText(token);
  if (text === null) return null;
  if (token.type === 'dollar-string') {
    const open = token.text.indexOf('$', 1) + 1;
    return { language, text, offsetOf: (offset) => token.start + open + offset };
  }
  const raw = token.text.slice(1, -1);
  return {
    language,
    text,
    offsetOf: (offset) => {
      let at = 0;
      for (let seen = 0; seen < offset && at < raw.length; seen++) at += raw.startsWith("''", at) ? 2 : 1;
      return token.start + 1 + at;
    },
  };
}
