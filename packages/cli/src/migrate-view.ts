import { counted, type MigrateEvent, noticeText, plainDuration, type ServerNotice } from '@plumbline/engine';
import { eventWords } from './event-words.ts';
import type { Terminal } from './terminal.ts';

/** Shows a run while it happens. */
export interface MigrateView {
  onEvent(event: MigrateEvent): void;
  /** Takes the live line away and gives the notices of a migration that did not come to its end. */
  close(): readonly ServerNotice[];
}

interface Running {
  readonly name: string;
  readonly statements: number;
  readonly since: number;
  note: string;
}

const TICK_MS = 100;
/** Before this, what is running is not worth a line that flickers. */
const QUIET_MS = 400;
/** Without a terminal, a wait is said again only so often. */
const REPEAT_MS = 10_000;

/** One line a migration, its notices beneath; on a terminal also what runs now, for how long, and who is in the way. */
export function migrateView(terminal: Terminal): MigrateView {
  const { paint } = terminal;
  let width = 0;
  let notices: ServerNotice[] = [];
  let running: Running | null = null;
  let saidAt = Number.NEGATIVE_INFINITY;
  const timer = terminal.isLive
    ? setInterval(() => terminal.live(running === null ? null : runningText(running, notices)), TICK_MS)
    : undefined;
  timer?.unref();

  /** For waits, which are reported over and over: on a terminal in the live line, elsewhere now and then. */
  function wait(text: string): void {
    if (terminal.isLive) {
      running ??= { name: '', statements: 0, since: 0, note: '' };
      running.note = text;
    } else if (performance.now() - saidAt >= REPEAT_MS) {
      saidAt = performance.now();
      terminal.line(paint.yellow(text));
    }
  }

  function applied(event: Extract<MigrateEvent, { type: 'migration-applied' }>): void {
    const facts = `${counted(event.statements, 'statement').padStart(14)}  ${plainDuration(event.durationMs).padStart(8)}`;
    terminal.line(`${paint.green('✓')} ${event.migration.padEnd(width)}  ${paint.dim(facts)}`);
    for (const notice of notices) terminal.line(noticeText(notice, paint));
    notices = [];
    running = null;
  }

  return {
    onEvent(event) {
      const words = eventWords(event);
      if (words !== null) {
        if ('wait' in words) wait(words.wait);
        else terminal.line(paint.yellow(words.line));
      }
      // What a try said that was rolled back is said again by the next one.
      if (event.type === 'migration-retry') notices = [];
      if (event.type === 'planned') width = Math.max(0, ...event.pending.map((name) => name.length));
      if (event.type === 'planned' || event.type === 'connected') running = null;
      if (event.type === 'notice') notices.push(event.notice);
      if (event.type === 'migration-applied') applied(event);
      if (event.type === 'migration-start') {
        running = { name: event.migration, statements: event.statements, since: performance.now(), note: '' };
      }
    },
    close() {
      clearInterval(timer);
      terminal.live(null);
      running = null;
      return notices;
    },
  };
}

/** The live line: what runs, for how long, and what it waits for or last said; null when it is too early for one. */
function runningText({ name, statements, since, note }: Running, notices: readonly ServerNotice[]): string | null {
  if (name === '') return `… ${note}`;
  const elapsed = performance.now() - since;
  if (elapsed < QUIET_MS) return null;
  const last = note === '' ? (notices.at(-1)?.message.split('\n', 1)[0] ?? '') : note;
  const facts = [name, counted(statements, 'statement'), plainDuration(elapsed), ...(last === '' ? [] : [last])];
  return `… ${facts.join('  ')}`;
}
