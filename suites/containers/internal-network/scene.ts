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
import { openPlace, type Place } from './place.ts';

/** What became of one page: what the browser shows, and on which routes the origin saw it. */
export interface Visited {
  readonly outcome: BrowserSighting['outcome'];
  readonly reached: readonly (number | 'direct')[];
}

/**
 * Sessions with the same configuration in two places, and witnesses outside:
 *
 *     inside (internal)              outside                        link-local
 *     emulator ───────────┐                                         (169.254.169.248/29)
 *     leaking emulator ───┼── proxy-0, proxy-1 ──► origin
 *                         └── relay ◄── this machine
 *                                     leaking emulator ───────────┐
 *                                       └ its loopback: listener   │
 *                                     listener (STUN, HTTP/3) ─────┴─ 169.254.169.254
 */
export interface Scene extends AsyncDisposable {
  readonly runId: string;
  readonly inside: Place;
  readonly leakingInside: Place;
  readonly leakingOutside: Place;
  /** Address of the listener outside. */
  readonly listenerAddress: string;
  /** Who has reached a place at which a listener listens: addresses. */
  reachedBy(place: string): readonly string[];
  readonly insideNetwork: string;
  /** This machine's own address on the network outside. */
  readonly machineAddress: string;
  /** The addresses of the leaking emulator outside. */
  readonly outsideAddresses: readonly string[];
  visit(place: Place, host: string): Promise<Visited>;
}

/** Where listeners listen. */
export const places = {
  loopback: 'tcp:127.0.0.1:8081',
  linkLocal: 'tcp:0.0.0.0:80',
  stun: 'udp:0.0.0.0:3478',
  http3: 'udp:0.0.0.0:443',
} as const;

/** The one address of instance metadata, and the smallest network around it. */
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
    const listen = (role: string, network: string, listening: readonly string[]) =>
      start({
        role,
        network,
        module: modules.listener,
        environment: { LISTEN: listening.join(',') },
        ready: /listening/,
        readyTimes: listening.length,
      });
    const listener = await listen('listener', outside, [places.linkLocal, places.stun, places.http3]);
    await joinNetwork(engine, linkLocal, listener.id, METADATA);

    const machineAddress = docker('network', 'inspect', outside, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const credentials = { accessKeyId: 'KEY_FOR_THE_TESTS', secretAccessKey: randomBytes(20).toString('hex') };
    const originAddress = addressOf(containerName(runId, 'origin'));
    const { address: host, port } = origin.address;
    const emulator = {
      environment: {
        ACPC_EMULATOR_ORIGIN: `${originAddress}:${ports.origin}`,
        ACPC_EMULATOR_PORT: String(EMULATOR_PORT),
        ACPC_ACCESS_KEY_ID: credentials.accessKeyId,
        ACPC_SECRET_ACCESS_KEY_FILE: SECRET_FILE,
        CERTIFICATES,
        AROUND_THE_ROUTER: `${listener.address};${machineAddress}`,
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
    const loopback = await listen('loopback', `container:${exposed.id}`, [places.loopback]);
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
      readyTimes: 2,
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
      listenerAddress: listener.address,
      insideNetwork: inside.name,
      machineAddress,
      outsideAddresses: [exposed.address, addressOf(exposed.name, linkLocal.name), '127.0.0.1'],
      reachedBy: (place) =>
        [...listener.printed(), ...loopback.printed()].flatMap((line) => {
          const [, seen, from] = /^seen (\S+) from (\S+)$/.exec(line) ?? [];
          return seen === place && from !== undefined ? [from] : [];
        }),
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

/** @param network default: its only one. */
function addressOf(container: string, network?: string): string {
  const networks = JSON.parse(docker('inspect', container, '--format', '{{json .NetworkSettings.Networks}}'));
  const [only] = Object.keys(networks);
  return networks[network ?? only ?? ''].IPAddress;
}
