/** Loaded into a process that is measured (`--import`): tells its CPU time, µs, whenever it is asked. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.channel?.unref();
