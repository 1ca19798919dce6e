/**
 * Settings of a throw-away server: nothing needs to survive a power cut, so nothing waits for the disk.
 * More connections than the default, because tests start many clients at once.
 */
export const throwAwaySettings: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // In the data directory, so that a server that is killed leaves no segments behind.
  dynamic_shared_memory_type: 'mmap',
  max_connections: '200',
  max_wal_size: '1GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** The settings as lines for postgresql.conf (not as arguments, which ALTER SYSTEM could not override). */
export function configurationText(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => {
    if (!/^[a-z_][a-z0-9_.]*$/i.test(name)) throw new Error(`"${name}" is not the name of a server setting.`);
    if (/[\r\n]/.test(value)) throw new Error(`The value of the server setting ${name} holds a line break.`);
    return `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  });
  return `\n${lines.join('\n')}\n`;
}
