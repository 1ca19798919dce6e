import { run } from './run.ts';

// Not process.exit(): what was written to a pipe is still to be delivered.
process.exitCode = await run(process.argv.slice(2));
