import type { ViewObject } from '../../catalog/relation-objects.ts';
import { columnList, optionList, qualified } from './qualified.ts';
import { rewritten } from './rewritten.ts';

export function createView(view: ViewObject): string {
  const { kind, schema, name, columns, text, options, populated } = view;
  const query = rewritten(text ?? '')
    .trim()
    .replace(/;$/, '');
  const data = kind === 'materialized view' && !populated ? '\nWITH NO DATA' : '';
  const names = columnList(columns.map((column) => column.name));
  return `CREATE ${kind.toUpperCase()} ${qualified(schema, name)} ${names}${optionList('WITH', options)} AS\n${query}${data}`;
}

export function dropView({ kind, schema, name }: ViewObject): string {
  return `DROP ${kind.toUpperCase()} ${qualified(schema, name)}`;
}
