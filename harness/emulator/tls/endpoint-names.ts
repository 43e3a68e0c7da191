/** The names of the machine itself. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1'];

/**
 * The names under which clients call an emulator: its own host, the loopback names, and those of the real endpoints of
 * its region, for clients that know no other and are sent here by their resolver.
 */
export function endpointNames(host: string, region: string, further: readonly string[]): readonly string[] {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const services = ['bedrock-agentcore', 'secretsmanager'].map((service) => `${service}.${region}.${suffix}`);
  return [...new Set([host, ...LOOPBACK_NAMES, ...services, ...further])];
}
