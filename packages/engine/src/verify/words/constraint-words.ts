import type { ConstraintObject } from '../../catalog/attached-objects.ts';
import { qualifiedName } from '../../catalog/qualified-name.ts';
import { listed, parenthesised } from './names.ts';

/** A constraint as ADD CONSTRAINT takes it, without its name: `FOREIGN KEY (user_id) REFERENCES public.users (id)`. */
export function constraintWords(constraint: ConstraintObject): string {
  return [
    mainWords(constraint),
    constraint.noInherit ? 'NO INHERIT' : null,
    deferralWords(constraint.deferrable),
    constraint.enforced ? null : 'NOT ENFORCED',
    constraint.validated || !constraint.enforced ? null : 'NOT VALID',
  ]
    .filter((word) => word !== null)
    .join(' ');
}

function mainWords(constraint: ConstraintObject): string {
  const { type, text } = constraint;
  switch (type) {
    case 'primary key':
      return `PRIMARY KEY ${keyWords(constraint)}`;
    case 'unique':
      return `UNIQUE ${constraint.nullsNotDistinct ? 'NULLS NOT DISTINCT ' : ''}${keyWords(constraint)}`;
    case 'foreign key':
      return `FOREIGN KEY (${listed(constraint.columns)}) ${referenceWords(constraint)}`;
    case 'not null':
      return `NOT NULL ${listed(constraint.columns)}`;
    case 'check':
      return `CHECK ${parenthesised(text ?? '...')}`;
    case 'exclusion':
      return exclusionWords(constraint);
  }
}

function keyWords({ columns, include, temporal }: ConstraintObject): string {
  const keys = `(${listed(columns)}${temporal ? ' WITHOUT OVERLAPS' : ''})`;
  return include.length === 0 ? keys : `${keys} INCLUDE (${listed(include)})`;
}

/** The server writes it whole, up to whether it may be deferred. */
function exclusionWords({ text, exclusion, columns }: ConstraintObject): string {
  if (text !== null) return text.replace(/ DEFERRABLE.*$/, '');
  return `EXCLUDE USING ${exclusion?.method ?? 'gist'} (${listed(columns)}, ...)`;
}

/** `REFERENCES public.users (id) ON DELETE CASCADE`, of a foreign key. */
export function referenceWords(constraint: ConstraintObject): string {
  const { target, match } = constraint;
  if (target === null) return '';
  const matching = match === 'full' || match === 'partial' ? ` MATCH ${match.toUpperCase()}` : '';
  return `REFERENCES ${qualifiedName(target.schema, target.table)} (${listed(target.columns)})${matching}${actionWords(constraint)}`;
}

/** ` ON UPDATE CASCADE ON DELETE SET NULL`; empty where neither does anything. */
export function actionWords({ onUpdate, onDelete, onDeleteColumns }: ConstraintObject): string {
  const columns = onDeleteColumns.length === 0 ? '' : ` (${listed(onDeleteColumns)})`;
  return [
    onUpdate === null || onUpdate === 'no action' ? '' : ` ON UPDATE ${onUpdate.toUpperCase()}`,
    onDelete === null || onDelete === 'no action' ? '' : ` ON DELETE ${onDelete.toUpperCase()}${columns}`,
  ].join('');
}

/** `DEFERRABLE INITIALLY DEFERRED`; null when it is not deferrable. */
export function deferralWords(deferrable: ConstraintObject['deferrable']): string | null {
  if (deferrable === 'no') return null;
  return deferrable === 'deferred' ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE';
}
