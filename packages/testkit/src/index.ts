export type { DevServer, DevServerEvent, DevServerOptions, EnsureDevServerOptions } from './dev-server/dev-server.ts';
export { ensureDevServer, stopDevServer } from './dev-server/ensure-dev-server.ts';
export { freePort } from './embedded/free-port.ts';
export { isMajorInstalled } from './embedded/platform-package.ts';
export { maskUrl } from './mask-url.ts';
export type { EmbeddedServer, PostgresMajor, Server, ServerSource } from './server.ts';
export { postgresMajors } from './server.ts';
export type { StartServerOptions } from './start-server.ts';
export { startServer } from './start-server.ts';
