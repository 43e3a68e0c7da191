import { type Command, InvalidArgumentError, Option } from 'commander';
import { BehaviourError, readBehaviour } from '../../../proxies/behaviours/read-behaviour.ts';
import type { Behaviour } from '../../../proxies/behaviours/table.ts';
import { type Authority, parseAuthority } from '../../../proxies/protocol/authority.ts';

/** Where a single witness listens, and what becomes of its records. */
export interface WitnessOptions {
  readonly host: string;
  readonly port: number;
  readonly records?: string;
  readonly agentPort?: number;
  readonly json: boolean;
}

/** The options of `proxy`, as commander hands them over. */
export interface ProxyOptions extends WitnessOptions {
  readonly name: string;
  readonly credentials?: string;
  readonly behaviour: Behaviour;
  readonly destination?: Authority;
}

/** The options of `tap`, as commander hands them over. */
export interface TapCommandOptions extends WitnessOptions {
  readonly name?: string;
}

const RECORDS_AFTERWARDS = `
Standard output gets the records, one JSON object a line, unless --records names a file; standard error says where
it listens. Ctrl-C or SIGTERM ends it. No record holds a credential: only what became of it.`;

/** Gives the command its description and options. */
export function describeProxy(command: Command): Command {
  return describeWitness(
    command
      .description('run one instrumented proxy, which records what it handles')
      .option('--name <name>', 'its name in records and in Via', 'proxy')
      .option('--credentials <from>', 'ask for Basic credentials: env, or a JSON file with username and password')
      .addOption(
        new Option('--behaviour <behaviour>', 'how it misbehaves: a kind, or JSON with its members; see below')
          .argParser(behaviour)
          .default({ kind: 'normal' }, 'normal'),
      )
      .option('--destination <host:port>', 'where every request ends, whatever it asks for', authority),
  ).addHelpText(
    'after',
    `${RECORDS_AFTERWARDS}

Behaviours: normal, refuse, black-hole, reset-after-request, reset-after-answer, close-after-request, garbage, and with
members '{"kind": "respond", "status": 503}', '{"kind": "slow", "milliseconds": 2000}',
'{"kind": "challenge", "scheme": "Digest"}'.

--credentials env reads ACPC_PROXY_USERNAME and ACPC_PROXY_PASSWORD. The agent lets in whoever shows the token that
ACPC_AGENT_TOKEN holds; it serves the records, and changes behaviour and access while the proxy runs.`,
  );
}

/** Gives the command its description, argument and options. */
export function describeTap(command: Command): Command {
  return describeWitness(
    command
      .description('put a relay before somebody’s proxy, which records what goes by and changes nothing')
      .argument('<host:port>', 'where the proxy listens', authority)
      .option('--name <name>', 'the proxy’s name in records; default: where it listens'),
  ).addHelpText(
    'after',
    `${RECORDS_AFTERWARDS}

The agent lets in whoever shows the token that ACPC_AGENT_TOKEN holds, and serves the records.`,
  );
}

function describeWitness(command: Command): Command {
  return command
    .option('--host <host>', 'where to listen: a name or an address', '127.0.0.1')
    .option('--port <port>', 'where to listen; 0 for any free port', port, 0)
    .option('--records <file>', 'write records there, into a file that is emptied first')
    .option('--agent-port <port>', 'serve its agent on this loopback port; 0 for any free port', port)
    .option('--json', 'say where it listens as JSON', false);
}

const LARGEST_PORT = 65_535;

/** @throws {InvalidArgumentError} commander's, which names the option; so do the others. */
function port(text: string): number {
  const value = Number(text);
  if (/^\d{1,5}$/.test(text) && value <= LARGEST_PORT) return value;
  throw new InvalidArgumentError(`It has to be a whole number from 0 to ${LARGEST_PORT}.`);
}

function authority(text: string): Authority {
  const read = parseAuthority(text);
  if ('problem' in read) throw new InvalidArgumentError('Write host:port, or [address]:port for IPv6.');
  return read;
}

function behaviour(text: string): Behaviour {
  let value: unknown = { kind: text };
  if (text.trimStart().startsWith('{')) {
    try {
      value = JSON.parse(text);
    } catch {
      throw new InvalidArgumentError('Write a kind, or JSON as {"kind": "respond", "status": 503}.');
    }
  }
  try {
    return readBehaviour(value);
  } catch (error) {
    if (!(error instanceof BehaviourError)) throw error;
    throw new InvalidArgumentError(error.message);
  }
}
