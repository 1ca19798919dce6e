export { ConfigError } from './config/config-error.ts';
export { readConfig } from './config/read-config.ts';
export type { TargetConfig, WatchdogConfig } from './config/watchdog-config.ts';
