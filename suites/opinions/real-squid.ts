import { isIP } from 'node:net';
import { startSquid } from '../squid/squid.ts';
import { askThrough } from './ask-through.ts';
import { inBatches } from './batches.ts';
import { type Engine, MOST_PROXIES, type Opinion, onTheWire, type Question } from './question.ts';
import { PatternAcls, squidParents, squidParentsClosed, squidRules } from './squid-configuration.ts';
import { startWitnesses, type Witnesses } from './witnesses.ts';

/** Squid goes through the rules of all configurations for each request, so many are slow; and so are many starts. */
const CONFIGURATIONS_PER_SQUID = 250;

const REQUESTS_IN_FLIGHT = 16;

/**
 * A real Squid: each configuration becomes ACLs and rules for the client address that asks by it, each question a
 * request through Squid, every other one through a tunnel.
 */
export function realSquid(executable: string): Engine {
  return {
    name: 'Squid',
    async opinions(questions) {
      await using witnesses = await startWitnesses();
      return await inBatches(questions, CONFIGURATIONS_PER_SQUID, (batch) => ask(executable, witnesses, batch));
    },
  };
}

async function ask(
  executable: string,
  witnesses: Witnesses,
  questions: readonly Question[],
): Promise<readonly Opinion[]> {
  const acls = new PatternAcls();
  const rules = questions.map(({ configuration }, id) => squidRules(configuration, id, clientAddress(id), acls.name));
  const configuration = [
    'http_access allow all',
    'hosts_file hosts',
    // Otherwise tunnels go direct whenever they may.
    'nonhierarchical_direct off',
    // Direct connections stay on this machine: from this address Linux refuses to make any that would leave it.
    'tcp_outgoing_address 127.0.0.1',
    'forward_max_tries 1',
    squidParents(witnesses.proxies),
    acls,
    ...rules,
    squidParentsClosed(MOST_PROXIES),
  ].join('\n');
  await using squid = await startSquid({ executable, configuration, files: { hosts: hostsFile(questions) } });

  const opinions: Opinion[] = new Array(questions.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let id = next++; id < questions.length; id = next++) {
      const host = onTheWire(questions[id]?.host ?? '');
      opinions[id] = await askThrough(squid.port, {
        kind: id % 2 === 0 ? 'forward' : 'tunnel',
        clientAddress: clientAddress(id),
        authority: `${host}:${witnesses.direct}`,
      });
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_IN_FLIGHT }, lane));
  return opinions;
}

/** Linux takes all of 127/8 for this machine, so that each configuration has a client of its own. */
function clientAddress(id: number): string {
  return `127.1.${id >> 8}.${id & 255}`;
}

/** Every name leads to this machine, where a witness stands in the place of the web. */
function hostsFile(questions: readonly Question[]): string {
  const names = questions.map(({ host }) => onTheWire(host).toLowerCase().replace(/\.$/, ''));
  return [...new Set(names)]
    .filter((name) => isIP(name) === 0 && !name.startsWith('['))
    .map((name) => `127.0.0.1 ${name}\n`)
    .join('');
}
