import { type LoneCheck, loneCheck } from '../check.ts';
import { subject } from '../words/subject.ts';

export const extraEventTrigger: LoneCheck = loneCheck(
  'extra-event-trigger',
  ['event trigger'],
  (trigger, { against }) => ({
    message: `${subject(trigger)} is there, and ${against.lacks()}.`,
    why: `It can refuse or change what ${against.either('migrations', 'CREATE, ALTER and DROP')} do.`,
    remedy: [against.keepOrDrop('right')],
  }),
);
