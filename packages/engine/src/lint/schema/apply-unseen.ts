import { literalText } from '../../declared/literal-text.ts';
import { type Token, tokens } from '../../splitter/index.ts';
import type { Origin } from '../chain/command.ts';
import { plainType } from '../types/plain-type.ts';
import { isSameType } from '../types/sql-type.ts';
import type { Relation } from './relation.ts';
import { addRelation, allRelations, type Schema } from './schema.ts';
import { ANYTHING, type UnseenEffects, unseenEffects } from './unseen-effects.ts';

/** Where something unseen runs. */
export interface Unseen {
  readonly schema: Schema;
  readonly origin: Origin;
}

/** A text that runs SQL which cannot be read. */
interface Unit {
  readonly text: string;
  readonly effects: UnseenEffects;
  /** It is told which tables are meant by who calls it. */
  readonly isTold: boolean;
}

/**
 * Something runs that cannot be read beforehand. What it may have changed is not known any more: of each text that may
 * run, that of the tables which it names; of all tables where it goes through the catalogs, or is told their names.
 *
 * @param text the statement that runs it
 * @param called the functions of the files that it calls, by name
 */
export function applyUnseen(applying: Unseen, text: string, called: readonly string[], isDynamic: boolean): void {
  const { schema } = applying;
  const own: readonly Unit[] = isDynamic
    ? [{ text, effects: unseenEffects(text, literalsIn(text)), isTold: false }]
    : [];
  const units = [...own, ...calledUnits(applying, [...called])];
  const whole = [text, ...units.map((unit) => unit.text)].join('\n');
  for (const { effects, text: unitText, isTold } of units) {
    const relations = allRelations(schema).filter(({ isTemporary }) => !isTemporary);
    const named = relations.filter(({ name }) => mentions(isTold ? whole : unitText, name));
    const takenFrom = named.length > 0 || !effects.isBroad ? named : relations;
    for (const relation of effects.isBroad ? relations : named) retype(relation, effects);
    for (const relation of takenFrom) disturb(relation, effects);
    if (effects.creates === 'any') schema.isOpen = true;
    else for (const name of effects.creates) remember(applying, name);
  }
}

/** The functions that are called, and those that they call in turn, each once. */
function calledUnits({ schema }: Unseen, open: string[]): readonly Unit[] {
  const seen = new Set<string>();
  const units: Unit[] = [];
  for (const name of open) {
    if (seen.has(name)) continue;
    seen.add(name);
    const texts = schema.routines.get(name);
    // A function of an extension does what it does to what it is told.
    if (texts === undefined) {
      units.push({ text: '', effects: { ...ANYTHING, isBroad: false }, isTold: true });
      continue;
    }
    for (const text of texts) {
      units.push({ text, effects: ofRoutine(text), isTold: !/^[^(]*\(\s*\)/.test(text) });
      open.push(...[...schema.routines.keys()].filter((other) => mentions(text, other)));
    }
  }
  return units;
}

/** Of a function all that is written in it may run. One that runs no SQL made at run time, and no DDL, does nothing here. */
function ofRoutine(text: string): UnseenEffects {
  const isDynamic = /\bexecute\b/i.test(text);
  const pieces = [text.replace(/^[\s\S]*?(\$\w*\$|')/, ''), ...(isDynamic ? [] : ['select'])];
  return unseenEffects(text, pieces);
}

function literalsIn(text: string): readonly string[] {
  const body = literals(text).find(({ type }) => type === 'dollar-string' || type === 'string');
  const inner = body === undefined ? text : (literalText(body) ?? text);
  return literals(inner).map((token) => literalText(token) ?? token.text);
}

function literals(text: string): readonly Token[] {
  try {
    return [...tokens(text)].filter(({ type }) => type === 'string' || type === 'dollar-string');
  } catch {
    return [];
  }
}

function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/\w/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + name.length] ?? ' ')) return true;
  }
  return false;
}

function retype(relation: Relation, { retypes }: UnseenEffects): void {
  for (const { column: name, type } of retypes) {
    const to = type === null ? null : plainType(type);
    for (const column of relation.columns.values()) {
      if (name !== null && column.name !== name) continue;
      if (to === null || column.type === null || !isSameType(column.type, to)) column.type = null;
    }
  }
}

function disturb(relation: Relation, { takes, addsColumns, addsKeys, creates }: UnseenEffects): void {
  if (takes) {
    relation.maybe = true;
    relation.hasOpenKeys = true;
    for (const column of relation.columns.values()) column.maybe = true;
  }
  if (takes || addsColumns) relation.isOpen = true;
  if (addsKeys) relation.hasOpenKeys = true;
  // Dropped and made again, it may have another shape.
  if (takes && (creates === 'any' || creates.includes(relation.name))) {
    for (const column of relation.columns.values()) column.type = null;
  }
}

/** A relation that may have been made, of a shape that nobody knows. */
function remember({ schema, origin }: Unseen, name: string): void {
  if ((schema.named.get(name) ?? []).length > 0) return;
  addRelation(schema, {
    ...{ kind: 'table', schema: '?', name, columns: new Map(), keys: [], checks: [], origin },
    ...{ isOpen: true, hasOpenKeys: true, maybe: true, isTemporary: false, isPartitioned: false },
  });
}
