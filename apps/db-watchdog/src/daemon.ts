export { CannotListen } from './http/cannot-listen.ts';
export { createLog } from './log-line.ts';
export { runDaemon } from './run-daemon.ts';
