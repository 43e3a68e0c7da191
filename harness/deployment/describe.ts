import { createHash, X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { parseAuthority } from '../../proxies/protocol/authority.ts';
import { MAX_PORT, SettingsError, secretSetting, textSetting } from '../../proxies/serve/settings.ts';
import { shownCertificate } from '../origin/shown-certificate.ts';
import type { Deployment } from './deployment.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Ports that the engine publishes are on the machine's own loopback. */
const PUBLISHED = '127.0.0.1';

/**
 * Describes witnesses in containers whose agents are published on the machine's loopback. All settings are in the
 * environment:
 *
 *     DEPLOYMENT_ORIGIN    host:port=port: the origin as sessions reach it, and its agent's port on this machine
 *     DEPLOYMENT_PROXIES   the same for each proxy, separated by commas
 *     DEPLOYMENT_TAPS      host:port=port=host: the same for each tap, and the host of the proxy behind it; may be empty
 *     AGENT_TOKEN          of all agents, or AGENT_TOKEN_FILE
 *
 * Every name there is leads sessions to the origin, as `emulate --origin` has it.
 *
 * @throws {SettingsError}
 * @throws {Error} with Node's own code where the origin shows no certificate, or a proxy behind a tap is not to be found.
 */
export async function describeDeployment(environment: Environment): Promise<Deployment> {
  const token = secretSetting(environment, 'AGENT_TOKEN');
  if (token === undefined) throw new SettingsError('AGENT_TOKEN: set it, or AGENT_TOKEN_FILE.');
  const textsOf = (setting: string) =>
    textSetting(environment, setting, '')
      .split(',')
      .map((text) => text.trim());
  const witnesses = (setting: string) => textsOf(setting).map((text) => readWitness(setting, text, token));
  const [origin, ...others] = witnesses('DEPLOYMENT_ORIGIN');
  if (origin === undefined || others.length > 0) throw new SettingsError('DEPLOYMENT_ORIGIN: there is one.');
  const proxies = witnesses('DEPLOYMENT_PROXIES');
  const taps = await Promise.all(
    textsOf('DEPLOYMENT_TAPS')
      .filter(Boolean)
      .map((text) => readTap(text, token)),
  );
  const certificate = await shownCertificate(origin.address);
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return {
    version: 1,
    domain: '.',
    origin: {
      host: origin.address.host,
      httpPort: origin.address.port,
      httpsPort: origin.address.port,
      publicKeyHash: createHash('sha256').update(key).digest('base64'),
      authority: certificate,
      agent: origin.agent,
    },
    proxies: proxies.map(({ address, agent }) => ({ server: address.host, port: address.port, agent })),
    ...(taps.length === 0 ? {} : { taps }),
  };
}

/** Reads `host:port=agent's port=proxy's host`. */
async function readTap(text: string, token: string) {
  const setting = 'DEPLOYMENT_TAPS';
  const [where, agentPort, behind = ''] = text.split('=');
  if (!/^[\w.:-]+$/.test(behind)) {
    throw new SettingsError(`${setting}: write host:port=port=host, the last being that of the proxy behind it.`);
  }
  const { address, agent } = readWitness(setting, `${where}=${agentPort}`, token);
  const found = await lookup(behind, { all: true });
  return { server: address.host, port: address.port, egress: found.map((one) => one.address), agent };
}

/** Reads `host:port=agent's port`. */
function readWitness(setting: string, text: string, token: string) {
  const [where = '', agentPort = ''] = text.split('=');
  const address = parseAuthority(where);
  if ('problem' in address || !/^\d{1,5}$/.test(agentPort) || Number(agentPort) > MAX_PORT) {
    throw new SettingsError(`${setting}: write host:port=port, the latter being its agent's on this machine.`);
  }
  return { address, agent: { host: PUBLISHED, port: Number(agentPort), token } };
}
