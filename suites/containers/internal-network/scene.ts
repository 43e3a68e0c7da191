import { randomBytes } from 'node:crypto';
import type { ProxyConfiguration } from '../../../harness/configuration/proxy-configuration.ts';
import { startContainerWitnesses } from '../../../harness/containers/container-witnesses.ts';
import { connectEngine } from '../../../harness/containers/engine.ts';
import { createInternalNetwork, joinNetwork } from '../../../harness/containers/internal-network.ts';
import { containerName, ports } from '../../../harness/containers/witness-container.ts';
import { Ledger } from '../../../harness/evidence/ledger.ts';
import type { BrowserSighting } from '../../../harness/evidence/sightings.ts';
import { markedUrl, newRunId, probeId } from '../../../harness/matrix/marker.ts';
import type { Scheme } from '../../../harness/matrix/probe.ts';
import { shownCertificate } from '../../../harness/origin/shown-certificate.ts';
import { docker } from '../engine.ts';
import { type Container, type ContainerOptions, startContainer } from './container.ts';
import { ensureEmulatorImage, modules } from './image.ts';
import { type LinkLocal, openLinkLocal } from './link-local.ts';
import { type Machine, openMachine } from './machine.ts';
import { openPlace, type Place } from './place.ts';

/** What became of one page: what the browser shows, and on which routes the origin saw it. */
export interface Visited {
  readonly outcome: BrowserSighting['outcome'];
  readonly reached: readonly (number | 'direct')[];
}

/** An emulator and a session of it. */
export interface Emulated {
  readonly session: Place;
  /** Of its container. */
  readonly address: string;
  /** Who has connected to {@link LOOPBACK} of its container: addresses. */
  loopbackCallers(): readonly string[];
}

/**
 * Sessions with the same configuration in two places that differ in the network alone, and witnesses outside. Each emulator
 * has a listener on the loopback of its container.
 *
 *     inside (internal)              outside
 *     emulator ───────────┐     ┌─── emulator
 *     leaking emulator ───┼─────┼─── leaking emulator
 *                         │     ├─── proxy-0, proxy-1 ──► origin
 *                         │     └─── this machine: relays to the origin; STUN, HTTP/3, a link-local address
 *                         └── relay ◄── this machine
 */
export interface Scene extends AsyncDisposable {
  readonly runId: string;
  readonly inside: Emulated;
  readonly outside: Emulated;
  readonly leakingInside: Emulated;
  readonly leakingOutside: Emulated;
  readonly insideNetwork: string;
  /** On the network outside. */
  readonly machine: Machine;
  readonly linkLocal: LinkLocal;
  visit(place: Emulated, host: string, scheme?: Scheme): Promise<Visited>;
}

/** Where only a session’s own machine gets. */
export const LOOPBACK = '127.0.0.1:8081';

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
    const linkLocal = keep(await openLinkLocal(engine, runId));
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
    const guarded = { ...emulator, args: ['--certificates', CERTIFICATES], ready: /AWS_ENDPOINT_URL/ };
    const leaking = { ...emulator, module: modules.leakingEmulator, ready: /leaking/ };
    const published = [EMULATOR_PORT];
    const containers = await Promise.all([
      start({ ...guarded, role: 'emulator-inside', network: inside.name }),
      start({ ...leaking, role: 'leaking-inside', network: inside.name }),
      start({ ...guarded, role: 'emulator-outside', network: outside, ports: published }),
      start({ ...leaking, role: 'leaking-outside', network: outside, ports: published }),
    ] as const);
    const [guardedInside, leakingInside, guardedOutside, leakingOutside] = containers;
    const relay = await start({
      role: 'relay',
      network: outside,
      module: modules.relay,
      environment: {
        RELAY: [
          `${RELAYED.emulator}=${guardedInside.name}:${EMULATOR_PORT}`,
          `${RELAYED.leaking}=${leakingInside.name}:${EMULATOR_PORT}`,
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
    const open = async (container: Container, published: number): Promise<Emulated> => {
      const network = `container:${container.id}`;
      const environment = { LISTEN: LOOPBACK };
      const role = `${container.name.slice(containerName(runId, '').length)}-loopback`;
      const listener = await start({ role, network, module: modules.listener, environment, ready: /listening/ });
      return {
        session: keep(await openPlace(published, credentials, proxyConfiguration)),
        address: container.address,
        loopbackCallers: () => listener.printed().flatMap((line) => /^from (\S+)$/.exec(line)?.[1] ?? []),
      };
    };
    let number = 0;
    return {
      runId,
      inside: await open(guardedInside, relay.published(RELAYED.emulator)),
      leakingInside: await open(leakingInside, relay.published(RELAYED.leaking)),
      outside: await open(guardedOutside, guardedOutside.published(EMULATOR_PORT)),
      leakingOutside: await open(leakingOutside, leakingOutside.published(EMULATOR_PORT)),
      insideNetwork: inside.name,
      machine,
      linkLocal,
      async visit({ session }, host, scheme = 'https') {
        const id = probeId(runId, ++number);
        const outcome = await session.visit(id, markedUrl({ kind: 'host', host }, scheme, id));
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
