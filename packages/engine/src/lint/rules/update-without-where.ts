import { relationName } from '../../declared/read-table.ts';
import { draftAt } from '../draft-at.ts';
import { isReleased } from '../released-table.ts';
import type { Rule } from '../rule.ts';
import { relationText } from '../schema/relation.ts';
import { findRelation } from '../schema/schema.ts';

export const updateWithoutWhere: Rule = {
  id: 'update-without-where',
  severity: 'warning',
  summary: 'All rows of a table that is in use are updated or deleted in one statement.',
  why: 'Every row stays locked until the file is done, and the table doubles in size meanwhile.',
  *check({ steps, schema }) {
    for (const step of steps) {
      const { node } = step.command;
      const written = 'UpdateStmt' in node ? node.UpdateStmt : 'DeleteStmt' in node ? node.DeleteStmt : null;
      if (written === null || written.whereClause !== undefined) continue;
      const found = findRelation(schema, relationName(written.relation));
      if (found.is !== 'found' || !isReleased(step, found.relation)) continue;
      const verb = 'UpdateStmt' in node ? 'updates' : 'deletes';
      yield draftAt(step, step.command.at(), {
        message: `This ${verb} every row of ${relationText(found.relation)} in one transaction.`,
        remedy:
          verb === 'updates'
            ? ['Fill the rows in batches, from the application or in a file of its own, each batch with a WHERE.']
            : ['Say TRUNCATE when all rows are meant, or name those that are meant with a WHERE.'],
      });
    }
  },
};
