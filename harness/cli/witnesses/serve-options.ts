import { type Command, InvalidArgumentError } from 'commander';
import { HOST_NAME, PROXIES } from '../../configuration/limits.ts';

/** The options of `proxies serve`, as commander hands them over. */
export interface ServeOptions {
  readonly host: string;
  readonly listen: string;
  readonly ports: readonly number[];
  readonly originPorts: readonly [number, number];
  readonly agentPort: number;
  readonly domain?: string;
  readonly out: string;
  readonly json: boolean;
}

const AFTERWARDS = `
Until a run holds them, the proxies refuse everybody; then they let in who has the run's credentials, and lead
every request to the origin: they are no way to anywhere else. Ctrl-C ends everything and removes the file.`;

/** Gives the command its description and options. */
export function describeServe(command: Command): Command {
  return command
    .description('run instrumented proxies and their origin where sessions can reach them, for runs elsewhere')
    .requiredOption('--host <host>', 'name or IPv4 address under which sessions and runs reach this machine', readHost)
    .option('--listen <address>', 'address to listen on', '0.0.0.0')
    .option(
      '--ports <list>',
      'ports of the proxies, one to five; 0 for any free port',
      readPorts,
      [3128, 3129, 3130, 3131, 3132],
    )
    .option('--origin-ports <http,https>', 'ports of the origin', readOriginPorts, [80, 443])
    .option(
      '--agent-port <port>',
      'first of the ports of the agents, one a witness; 0 for any free ones',
      readFirstPort,
      9440,
    )
    .option('--domain <domain>', 'every name below it leads to this machine, by a wildcard DNS record', readDomain)
    .option('--out <file>', 'write the deployment file there', 'deployment.json')
    .option('--json', 'print JSON', false)
    .addHelpText('after', AFTERWARDS);
}

const LARGEST_PORT = 65_535;

/** @throws {InvalidArgumentError} commander's, which names the option; so do the others. */
function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= LARGEST_PORT) return port;
  throw new InvalidArgumentError(`A port is a whole number from 0 to ${LARGEST_PORT}.`);
}

/** With room for the agents of five proxies after it. */
function readFirstPort(text: string): number {
  const port = readPort(text);
  if (port + PROXIES.maximum <= LARGEST_PORT) return port;
  throw new InvalidArgumentError(`The ports after it are needed too: ${LARGEST_PORT - PROXIES.maximum} at most.`);
}

function readPorts(text: string): readonly number[] {
  const ports = text.split(',').map(readPort);
  if (ports.length <= PROXIES.maximum) return ports;
  throw new InvalidArgumentError('A session takes five proxies at most.');
}

function readOriginPorts(text: string): readonly [number, number] {
  const [http, https, ...more] = text.split(',').map(readPort);
  if (http !== undefined && https !== undefined && more.length === 0) return [http, https];
  throw new InvalidArgumentError('Write two ports, as 80,443.');
}

function readHost(text: string): string {
  if (HOST_NAME.expression.test(text) && text.length <= HOST_NAME.maximumLength) return text;
  throw new InvalidArgumentError('Write a host name or an IPv4 address; no scheme, no port.');
}

function readDomain(text: string): string {
  const domain = text.replace(/^\*?\./, '').toLowerCase();
  if (HOST_NAME.expression.test(domain)) return domain;
  throw new InvalidArgumentError('Write a domain, as conformance.example.com.');
}
