import { type Asked, askedOf } from './asked-of.ts';
import { readStateFile, writeStateFile } from './state-file.ts';
import { newTargetState, type TargetState } from './target-state.ts';
import type { LogPlace, WatchdogState } from './watchdog-state.ts';

/** The one value that changes. Everything else of the watchdog takes values and gives values. */
export interface StateStore {
  target(name: string): TargetState;
  setTarget(state: TargetState): void;
  log(path: string): LogPlace | null;
  setLog(path: string, place: LogPlace): void;
  /** Writes what is known, soon; calls while a write is under way become one. */
  save(): void;
  /** Waits until everything is written. */
  flush(): Promise<void>;
}

export interface StateStoreOptions {
  readonly path: string;
  readonly targets: readonly Asked[];
  /** What waits to be delivered at the moment of writing. */
  readonly queue: () => WatchdogState['queue'];
  readonly onWarning: (message: string) => void;
}

/** Opens the state file. @returns the store, and the messages that waited when the watchdog ended last */
export function openStateStore({ path, targets, queue, onWarning }: StateStoreOptions): {
  readonly store: StateStore;
  readonly queue: WatchdogState['queue'];
} {
  const { state, warning } = readStateFile(path);
  if (warning !== null) onWarning(warning);
  // Databases that are no longer watched are forgotten.
  const known = new Map(
    targets.map((target) => [target.name, askedOf(state.targets[target.name] ?? newTargetState(target.name), target)]),
  );
  const logs = new Map(Object.entries(state.logs));
  let writing: Promise<void> | null = null;
  let isDirty = false;
  let isFailing = false;

  async function write(): Promise<void> {
    while (isDirty) {
      isDirty = false;
      const value: WatchdogState = {
        layout: 1,
        targets: Object.fromEntries(known),
        queue: queue(),
        logs: Object.fromEntries(logs),
      };
      try {
        await writeStateFile(path, value);
        isFailing = false;
      } catch (error) {
        // Said once, not each minute: watching goes on without it.
        if (!isFailing)
          onWarning(
            `The state file ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`,
          );
        isFailing = true;
      }
    }
    writing = null;
  }

  const store: StateStore = {
    target: (name) => known.get(name) ?? newTargetState(name),
    setTarget: (target) => void known.set(target.name, target),
    log: (file) => logs.get(file) ?? null,
    setLog: (file, place) => void logs.set(file, place),
    save() {
      isDirty = true;
      writing ??= write();
    },
    async flush() {
      await writing;
    },
  };
  return { store, queue: state.queue };
}
