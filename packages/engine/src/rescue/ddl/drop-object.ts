import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { quoteIdentifier } from '../../db/quote.ts';
import { dropColumn } from './column.ts';
import { dropConstraint } from './constraint.ts';
import { dropIndex } from './index.ts';
import { dropPolicy } from './policy.ts';
import { qualified } from './qualified.ts';
import { dropRoutine } from './routine.ts';
import { dropRule } from './rule.ts';
import { dropStatistics } from './statistics.ts';
import { dropTable } from './table.ts';
import { dropTrigger } from './trigger.ts';
import { dropView } from './view.ts';

/** The statement that drops an object, without CASCADE: what else hangs on it is not said by its name. */
export function dropObject(object: CatalogObject): string | null {
  switch (object.kind) {
    case 'table':
      return dropTable(object);
    case 'column':
      return dropColumn(object);
    case 'view':
    case 'materialized view':
      return dropView(object);
    case 'constraint':
      return dropConstraint(object);
    case 'index':
      return dropIndex(object);
    case 'trigger':
      return dropTrigger(object);
    case 'rule':
      return dropRule(object);
    case 'policy':
      return dropPolicy(object);
    case 'statistics':
      return dropStatistics(object);
    case 'function':
    case 'procedure':
      return dropRoutine(object);
    default:
      return dropPlain(object);
  }
}

function dropPlain(object: CatalogObject): string | null {
  switch (object.kind) {
    case 'aggregate':
      return `DROP AGGREGATE ${qualified(object.schema, object.name)}(${object.signature === '' ? '*' : object.signature})`;
    case 'enum':
    case 'composite type':
    case 'range type':
      return `DROP TYPE ${qualified(object.schema, object.name)}`;
    case 'domain':
    case 'sequence':
      return `DROP ${object.kind.toUpperCase()} ${qualified(object.schema, object.name)}`;
    case 'schema':
    case 'extension':
    case 'event trigger':
      return `DROP ${object.kind.toUpperCase()} ${quoteIdentifier(object.name)}`;
    default:
      return null;
  }
}
