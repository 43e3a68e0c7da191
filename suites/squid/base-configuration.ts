/**
 * What every Squid of ours begins with: one port, no cache, no log, no file and no helper that nobody asked for, and no
 * lookup by DNS.
 *
 * @param port where it listens, as `http_port` takes it: `127.0.0.1:3128`, with options of the port behind it.
 * @param folder where Squid runs, so that names of files in the rest of the configuration need no path.
 */
export function baseConfiguration(port: string, folder: string): string {
  return [
    `http_port ${port}`,
    'visible_hostname squid.invalid',
    `coredump_dir ${folder}`,
    'cache deny all',
    'cache_mem 8 MB',
    'memory_cache_shared off',
    'access_log none',
    'cache_store_log none',
    'cache_log /dev/null',
    'pid_filename none',
    'netdb_filename none',
    'pinger_enable off',
    'digest_generation off',
    // Names come from a hosts file. Nobody answers here, so that no name is asked for elsewhere.
    'dns_nameservers 127.0.0.1',
    // Asked to end, it would wait for tunnels that are open.
    'shutdown_lifetime 0 seconds',
    // Squid reserves memory for as many as the system allows, which may be a million.
    'max_filedescriptors 4096',
  ].join('\n');
}
