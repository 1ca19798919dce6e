export type { PartResult } from './check/check-result.ts';
export { ConfigError } from './config/config-error.ts';
export { readConfig } from './config/read-config.ts';
export type { TargetConfig, WatchdogConfig } from './config/watchdog-config.ts';
export type { OpenFinding, PartState } from './state/target-state.ts';
export type { DatabaseStatus, StatusDocument } from './status/status-document.ts';
export { type DeliveryNote, type OnceResult, watchOnce } from './watch-once.ts';
