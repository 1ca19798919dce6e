// The same service without its gate: no migrations, no verification, no look at the schema while it serves. For the benchmark
// alone: the service itself has no such switch.
import { createLogger } from '../../apps/backend/dist/http/logger.js';
import { createService } from '../../apps/backend/dist/service.js';
import { assemble } from '../../apps/backend/dist/startup/assemble.js';
import { readConfig } from '../../apps/backend/dist/startup/config.js';

const { config } = readConfig(process.env);
const logger = createLogger(config.LOG_LEVEL);
const service = await createService(assemble(config, logger));
logger.info({ at: await service.listen() }, 'ready');
process.send('ready');
