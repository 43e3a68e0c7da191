import { isIP } from 'node:net';
import type { ServedDeployment } from '../../serving/serve-deployment.ts';
import { tool } from '../../tool.ts';

/** What a user has to know of a served deployment. Holds no token. */
export interface Serving extends Pick<ServedDeployment, 'deployment' | 'notAfter'> {
  /** Path of the deployment file. */
  readonly file: string;
}

export function servingAsJson({ deployment, file, notAfter }: Serving): string {
  const { domain, origin, proxies } = deployment;
  const { host, httpPort, httpsPort, agent } = origin;
  const facts = {
    tool,
    file,
    host,
    ...(domain === undefined ? {} : { domain }),
    proxyPorts: proxies.map(({ port }) => port),
    originPorts: [httpPort, httpsPort],
    agentPorts: [agent.port, ...proxies.map((proxy) => proxy.agent.port)],
    notAfter,
  };
  return JSON.stringify(facts, null, 2);
}

/** What runs, and what to do next. */
export function servingAsText(serving: Serving): string {
  const { deployment, file, notAfter } = serving;
  const { origin, proxies } = deployment;
  const { host } = origin;
  const agents = [origin.agent.port, ...proxies.map(({ agent }) => agent.port)];
  return [
    `Serving ${proxies.length === 1 ? 'one proxy and its' : `${proxies.length} proxies and their`} origin at ${host}, until ${notAfter.toISOString().slice(0, 10)}.`,
    'Until a run holds them, the proxies refuse everybody.',
    '',
    `  proxies  ${proxies.map(({ port }) => port).join(', ')}`,
    `  origin   ${origin.httpPort} (http), ${origin.httpsPort} (https)`,
    `  agents   ${agents.join(', ')} (TLS)`,
    '',
    `Deployment file: ${file}`,
    '(readable by you alone, for it holds the tokens of the agents; a new one is written at every start)',
    '',
    'What to do next:',
    '1. Firewall: sessions have to reach the ports of the proxies and of the origin, nobody else needs to.',
    '   The machine that runs the harness has to reach those of the agents.',
    ...dnsAdvice(serving).map((line, i) => `${i === 0 ? '2. ' : '   '}${line}`),
    '3. Copy the file to the machine that runs the harness, and there:',
    `   ${tool.name} verify <configuration.json> --target aws --region <region> --deployment ${basename(file)}`,
  ].join('\n');
}

function dnsAdvice({ deployment: { domain, origin } }: Serving): readonly string[] {
  const { host, httpPort, httpsPort } = origin;
  if (domain === undefined) {
    return [
      'DNS: none is needed for requests through proxies, which lead every name to the origin.',
      'Direct requests end wherever their names lead, so they cannot be proved. With --domain they can.',
    ];
  }
  return [
    `DNS: a wildcard record *.${domain}, ${isIP(host) === 4 ? 'type A, for' : 'type CNAME, for'} ${host}. Direct requests are proved below ${domain}.`,
    ...(httpPort === 80 && httpsPort === 443
      ? []
      : [`Sessions ask for ports 80 and 443: lead those of ${host} to ${httpPort} and ${httpsPort}.`]),
  ];
}

function basename(path: string): string {
  return path.replace(/^.*[/\\]/, '');
}
