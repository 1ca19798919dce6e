// Run in a fresh process by the suite: the CPU time of a contestant's first call, and of loading it.
//   node bench/splitter/cold.js NAME FILE
import { readFileSync } from 'node:fs';
import { CONTESTANTS } from './contestants.js';

const [, , name, file] = process.argv;
const sql = readFileSync(file, 'utf8');

const began = process.cpuUsage();
const splitIt = await CONTESTANTS[name]();
const loaded = process.cpuUsage(began);
const before = process.cpuUsage();
splitIt(sql);
const called = process.cpuUsage(before);
const milliseconds = ({ user, system }) => (user + system) / 1000;
console.log(JSON.stringify({ load: milliseconds(loaded), call: milliseconds(called) }));
