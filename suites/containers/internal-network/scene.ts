import { randomBytes } from 'node:crypto';
import type { ProxyConfiguration } from '../../../harness/configuration/proxy-configuration.ts';
import { startContainerWitnesses } from '../../../harness/containers/container-witnesses.ts';
import { connectEngine } from '../../../harness/containers/engine.ts';
import { createInternalNetwork, joinNetwork } from '../../../harness/containers/internal-network.ts';
import { containerName, ports } from '../../../harness/containers/witness-container.ts';
import { Ledger } from '../../../harness/evidence/ledger.ts';
import type { BrowserSighting } from '../../../harness/evidence/sightings.ts';
import { markedUrl, newRunId, probeId } from '../../../harness/matrix/marker.ts';
import { shownCertificate } from '../../../harness/origin/shown-certificate.ts';
import { docker } from '../engine.ts';
import { type Container, type ContainerOptions, startContainer } from './container.ts';
import { ensureEmulatorImage, modules } from './image.ts';
import { type Machine, openMachine } from './machine.ts';
import { openPlace, type Place } from './place.ts';

/** What became of one page: what the browser shows, and on which routes the origin saw it. */
export interface Visited {
  readonly outcome: BrowserSighting['outcome'];
  readonly reached: readonly (number | 'direct')[];
}

/**
 * Sessions with the same configuration in two places, and witnesses outside:
 *
 *     inside (internal)              outside
 *     emulator ───────────┐
 *     leaking emulator ───┼── proxy-0, proxy-1 ──► origin ◄── this machine (relays to it; STUN, HTTP/3)
 *                         └── relay ◄── this machine                      ▲
 *                                        leaking emulator ────────────────┤
 *                                          ├ on its loopback: listener    └ link-local: listener (169.254.169.254)
 */
export interface Scene extends AsyncDisposable {
  readonly runId: string;
  readonly inside: Place;
  readonly leakingInside: Place;
  readonly leakingOutside: Place;
  readonly insideNetwork: string;
  /** On the network outside. */
  readonly machine: Machine;
  /** Of the leaking emulator outside. */
  readonly outsideAddresses: readonly string[];
  /** Who has connected: addresses. */
  readonly reached: Readonly<Record<'loopback' | 'linkLocal', () => readonly string[]>>;
  visit(place: Place, host: string): Promise<Visited>;
}

/** Where only a session’s own machine gets. */
export const LOOPBACK = '127.0.0.1:8081';
/** Where instance metadata is had, and the smallest network around it. */
export const METADATA = '169.254.169.254';
const METADATA_SUBNET = '169.254.169.248/29';

const EMULATOR_PORT = 9600;
const RELAYED = { emulator: 9601, leaking: 9602 } as const;
const CERTIFICATES = '/tmp/origin.pem';
const SECRET_FILE = '/tmp/secret';

export async function startScene(): Promise<Scene> {
  const runId = newRunId();
  const ledger = new Ledger();
  const started: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.push(one);
    return one;
  };
  const dispose = async (): Promise<void> => {
    for (const one of started.reverse()) await one[Symbol.asyncDispose]();
  };
  try {
    const engine = await connectEngine();
    // Removed after all containers, which are on them.
    const inside = keep(await createInternalNetwork(engine, { runId, role: 'inside' }));
    const linkLocal = keep(await createInternalNetwork(engine, { runId, role: 'link-local', subnet: METADATA_SUBNET }));
    const witnesses = keep(
      await startContainerWitnesses(
        {
          proxies: [
            { externalProxy: { server: 'first.example', port: 3128, domainPatterns: ['.first.test'] } },
            { externalProxy: { server: 'rest.example', port: 3128 } },
          ],
        },
        ledger,
        runId,
      ),
    );
    const { network: outside, origin } = witnesses;
    await Promise.all(witnesses.proxies.map((proxy) => proxy.behave({ kind: 'normal' })));
    const image = await ensureEmulatorImage();
    for (const { id } of witnesses.containers) await joinNetwork(engine, inside, id);

    const start = async (options: Omit<ContainerOptions, 'engine' | 'image' | 'runId'>): Promise<Container> =>
      keep(await startContainer({ engine, image, runId, ...options }));
    const listen = async (role: string, network: string, place: string) => {
      const environment = { LISTEN: place };
      const container = await start({ role, network, module: modules.listener, environment, ready: /listening/ });
      const connected = () => container.printed().flatMap((line) => /^from (\S+)$/.exec(line)?.[1] ?? []);
      return { container, connected };
    };
    const metadata = await listen('metadata', outside, '0.0.0.0:80');
    await joinNetwork(engine, linkLocal, metadata.container.id, METADATA);

    const machineAddress = docker('network', 'inspect', outside, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const machine = keep(await openMachine(machineAddress, origin.address));
    const credentials = { accessKeyId: 'KEY_FOR_THE_TESTS', secretAccessKey: randomBytes(20).toString('hex') };
    const { address: host, port } = origin.address;
    const emulator = {
      environment: {
        ACPC_EMULATOR_ORIGIN: `${machine.address}:${machine.originPort}`,
        ACPC_EMULATOR_PORT: String(EMULATOR_PORT),
        ACPC_ACCESS_KEY_ID: credentials.accessKeyId,
        ACPC_SECRET_ACCESS_KEY_FILE: SECRET_FILE,
        CERTIFICATES,
        AROUND_THE_ROUTER: machine.address,
      },
      files: { [CERTIFICATES]: await shownCertificate({ host, port }), [SECRET_FILE]: credentials.secretAccessKey },
    };
    const leaking = { ...emulator, module: modules.leakingEmulator, ready: /leaking/ };
    const [containedEmulator, containedLeak, exposed] = await Promise.all([
      start({
        ...emulator,
        role: 'emulator',
        network: inside.name,
        args: ['--certificates', CERTIFICATES],
        ready: /AWS_ENDPOINT_URL/,
      }),
      start({ ...leaking, role: 'leaking-inside', network: inside.name }),
      start({ ...leaking, role: 'leaking-outside', network: outside, ports: [EMULATOR_PORT] }),
    ]);
    await joinNetwork(engine, linkLocal, exposed.id);
    const loopback = await listen('loopback', `container:${exposed.id}`, LOOPBACK);
    const relay = await start({
      role: 'relay',
      network: outside,
      module: modules.relay,
      environment: {
        RELAY: [
          `${RELAYED.emulator}=${containedEmulator.name}:${EMULATOR_PORT}`,
          `${RELAYED.leaking}=${containedLeak.name}:${EMULATOR_PORT}`,
        ].join(','),
      },
      ports: Object.values(RELAYED),
      ready: /listening/,
    });
    await joinNetwork(engine, inside, relay.id);

    const proxyConfiguration: ProxyConfiguration = {
      proxies: [
        {
          externalProxy: {
            server: containerName(runId, 'proxy-0'),
            port: ports.proxy,
            domainPatterns: ['.first.test'],
          },
        },
        { externalProxy: { server: containerName(runId, 'proxy-1'), port: ports.proxy } },
      ],
      bypass: { domainPatterns: ['.direct.test'] },
    };
    const open = async (container: Container, at: number) =>
      keep(await openPlace(container.published(at), credentials, proxyConfiguration));
    let number = 0;
    return {
      runId,
      inside: await open(relay, RELAYED.emulator),
      leakingInside: await open(relay, RELAYED.leaking),
      leakingOutside: await open(exposed, EMULATOR_PORT),
      insideNetwork: inside.name,
      machine,
      outsideAddresses: [exposed.address, addressOf(exposed.name, linkLocal.name)],
      reached: { loopback: loopback.connected, linkLocal: metadata.connected },
      async visit(place, name) {
        const id = probeId(runId, ++number);
        const outcome = await place.visit(id, markedUrl({ kind: 'host', host: name }, 'https', id));
        await witnesses.settled();
        const reached = ledger.originSightings(id).map((seen) => ledger.openerOf(seen)?.index ?? 'direct');
        return { outcome, reached };
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function addressOf(container: string, network: string): string {
  return docker('inspect', container, '--format', `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`);
}
