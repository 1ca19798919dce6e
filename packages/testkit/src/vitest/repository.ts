import { fileURLToPath } from 'node:url';

/** The root of the workspace, without a slash at its end. */
export const repository: string = fileURLToPath(new URL('../../../..', import.meta.url)).replace(/\/$/, '');
