import { startWireProxy } from '../wire-proxy.js';
import { throughPort } from './bench-server.js';
import { keepsHistory } from './contenders.js';
import { printTable, target } from './report.js';
import { runProcess } from './run-process.js';
import { workload } from './workload.js';

const APPLIED = 1000;
const SMALL = 300;

/** Counts what each contender sends; the same figures on every machine. */
export async function measureRoundTrips(server, contenders) {
  const proxy = await startWireProxy(server);
  const apply = await countApplying(server, proxy, contenders);
  const idle = await countIdling(server, proxy, contenders.filter(keepsHistory));
  await proxy.close();
  printTable(
    `Round trips: applying ${SMALL} files, and with nothing to do after ${APPLIED}`,
    ['', 'a file', 'connections', 'nothing to do', 'connections'],
    contenders.map(({ name }) => {
      const none = { inAll: '-', connections: '-' };
      const { inAll, connections } = idle[name] ?? none;
      return [name, (apply[name].inAll / SMALL).toFixed(2), apply[name].connections, inAll, connections];
    }),
  );
  return [
    target(`round trips a file, applying ${SMALL}, all told`, apply.plumbline.inAll / SMALL, 1.2),
    target(`round trips with nothing to do, ${APPLIED} applied`, idle.plumbline.inAll, 3, 0),
    target(`connections with nothing to do, ${APPLIED} applied`, idle.plumbline.connections, 1, 0),
  ];
}

async function countApplying(server, proxy, contenders) {
  const work = workload(server, SMALL);
  const counts = {};
  for (const contender of contenders) {
    const directory = work.lay(contender);
    await work.inNewDatabase(async (url) => {
      await runProcess(contender.command(directory, throughPort(url, proxy.port)));
      counts[contender.name] = proxy.take();
    });
  }
  work.close();
  return counts;
}

async function countIdling(server, proxy, contenders) {
  const work = workload(server, APPLIED);
  const counts = {};
  for (const contender of contenders) {
    const directory = work.lay(contender);
    await work.inNewDatabase(async (url) => {
      await runProcess(contender.command(directory, url));
      await runProcess(contender.command(directory, throughPort(url, proxy.port)));
      counts[contender.name] = proxy.take();
    });
  }
  work.close();
  return counts;
}
