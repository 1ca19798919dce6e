// Loaded into pm2-runtime: its standard input is a pipe of the start, which the kernel closes however the start ends. So
// a killed start does not leave its applications behind.
process.stdin.on('close', () => process.kill(process.pid, 'SIGTERM')).resume();
