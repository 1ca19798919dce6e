import type { CatalogObject } from '../../catalog/catalog-object.ts';
import { createObject } from '../ddl/create-object.ts';
import { updateExtension } from '../ddl/database.ts';
import { dropObject } from '../ddl/drop-object.ts';
import { alterSequence, ownSequence } from '../ddl/sequence.ts';
import { enableTrigger } from '../ddl/trigger.ts';
import type { Difference } from '../difference.ts';
import type { Outcome, RepairBasis } from './repair.ts';
import { addMissingColumn, alterDifferentColumn } from './repair-column.ts';
import { addMissingConstraint, changeConstraint, changeIndex } from './repair-constraint.ts';
import { addMissingTable, alterDifferentTable } from './repair-table.ts';
import { alterDifferentComposite, alterDifferentDomain, alterDifferentEnum, cannotChange } from './repair-type.ts';

/**
 * The statements that bring one object to what it should be, each of a kind of its own; what depends on what is found
 * out when they run. Data are never dropped, and values never changed, but where a person named the object.
 */
export function repairObject(difference: Exclude<Difference, { state: 'extra' }>, basis: RepairBasis): Outcome {
  if (difference.state === 'missing') return addMissing(difference.expected, basis);
  return change(difference.expected, difference.actual, basis);
}

function addMissing(object: CatalogObject, basis: RepairBasis): Outcome {
  switch (object.kind) {
    case 'table':
      return { repair: addMissingTable(object, basis) };
    case 'column':
      return addMissingColumn(object, basis);
    case 'constraint':
      return { repair: { statements: addMissingConstraint(object) } };
    case 'sequence':
      return {
        repair: {
          statements: [
            ...createObject(object, { objects: basis.expected }),
            ...(object.identity || object.ownedBy === null ? [] : [ownSequence(object)]),
          ],
        },
      };
    default:
      return { repair: { statements: createObject(object, { objects: basis.expected }) } };
  }
}

function change(wanted: CatalogObject, found: CatalogObject, basis: RepairBasis): Outcome {
  if (wanted.kind === 'table' && found.kind === 'table') return alterDifferentTable(wanted, found, basis);
  if (wanted.kind === 'column' && found.kind === 'column') return alterDifferentColumn(wanted, found, basis);
  if (wanted.kind === 'enum' && found.kind === 'enum') return alterDifferentEnum(wanted, found);
  if (wanted.kind === 'domain' && found.kind === 'domain') return alterDifferentDomain(wanted, found);
  if (wanted.kind === 'composite type' && found.kind === 'composite type')
    return alterDifferentComposite(wanted, found);
  if (wanted.kind === 'range type') return cannotChange(wanted, 'is not made as it should be');
  return { repair: changeLoose(wanted, found, basis) };
}

/** What holds no data can be made anew. */
function changeLoose(
  wanted: CatalogObject,
  found: CatalogObject,
  basis: RepairBasis,
): Extract<Outcome, { repair: unknown }>['repair'] {
  const anew = [dropObject(found) ?? '', ...createObject(wanted, { objects: basis.expected })];
  switch (wanted.kind) {
    case 'constraint':
      return { statements: found.kind === 'constraint' ? changeConstraint(wanted, found) : anew };
    case 'index':
      return { statements: found.kind === 'index' ? changeIndex(wanted, found) : anew };
    case 'sequence':
      return { statements: wanted.identity ? [alterSequence(wanted)] : [alterSequence(wanted), ownSequence(wanted)] };
    case 'extension':
      return { statements: [updateExtension(wanted)] };
    case 'function':
    case 'procedure':
    case 'aggregate':
      // Replaced where it stands, what uses it goes on; with another result it cannot be.
      return { statements: createObject(wanted, { objects: basis.expected }), otherwise: anew };
    case 'trigger': {
      const isOnlyState = JSON.stringify({ ...found, enabled: wanted.enabled }) === JSON.stringify(wanted);
      return { statements: isOnlyState ? [enableTrigger(wanted)] : anew };
    }
    default:
      return { statements: anew };
  }
}
