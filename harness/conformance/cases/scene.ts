import type { ProxyHandle } from '../../../proxies/index.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { canaryForms } from '../../evidence/canaries.ts';
import { Ledger } from '../../evidence/ledger.ts';
import { newRunId } from '../../matrix/marker.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import { NotApplicableError } from '../run-target.ts';
import { withAddresses, withSecretArns } from '../stand-ins.ts';
import type { ProxyName } from '../verification.ts';
import { caseSecrets, configurationOf } from './case-configuration.ts';
import { type ClosedPort, takeClosedPort } from './closed-port.ts';
import { storeSecrets } from './scene-secrets.ts';
import type { SceneProxy } from './scene-witnesses.ts';
import type { ProxyPlace, Setup } from './setup.ts';
import type { World } from './world.ts';

/** A setup come true: its proxies listen, its secrets are stored, and all that its witnesses see is written down. */
export interface Scene extends AsyncDisposable {
  readonly world: World;
  readonly runId: string;
  readonly ledger: Ledger;
  /** As reports show it, with the proxies' own names for servers. */
  readonly shown: ProxyConfiguration;
  /** The same with the addresses of the stand-ins, or of nobody: what a session is started with. */
  readonly configuration: ProxyConfiguration;
  readonly names: readonly ProxyName[];
  /** By name, see {@link CaseProxy.name}. */
  readonly proxies: ReadonlyMap<string, SceneProxy>;
  /** Every form of every credential of the scene. */
  readonly canaries: readonly string[];
  /** Another configuration of the same proxies and secrets, as a session is started with it. */
  placed(shown: ProxyConfiguration): ProxyConfiguration;
  /** Numbers from 1 for the scene's markers. */
  nextNumber(): number;
  /** Resolves once everything that was seen until now is in the ledger. */
  settled(): Promise<void>;
}

/** A shorter text is found anywhere by chance. */
const SHORTEST_CANARY = 8;

/**
 * Sets the scene. The proxies behave as the setup says before anything else happens.
 * @param asTheyAre positions of the proxies that real ones may play.
 * @throws {NotApplicableError} where the world cannot be arranged so.
 */
export async function setScene(world: World, setup: Setup, asTheyAre: readonly number[] = []): Promise<Scene> {
  const { service, witnesses } = world;
  if (!service.capabilities.otherAccount && setup.proxies.some(({ access }) => access?.owner !== undefined)) {
    throw new NotApplicableError('The secret would have to be another account’s, and sessions know one account only.');
  }
  const runId = newRunId();
  const ledger = new Ledger(witnesses.clockTolerance);
  const shown = configurationOf(setup, runId);
  const secrets = caseSecrets(setup, shown);
  const canaries = secrets.canaries.flatMap(canaryForms).filter(({ length }) => length >= SHORTEST_CANARY);
  const closedPorts: ClosedPort[] = [];
  const own = await witnesses.take({ runId, shown, access: secrets.access, asTheyAre, canaries, ledger });
  const dispose = async (): Promise<void> => {
    for (const port of closedPorts) port[Symbol.dispose]();
    await own[Symbol.asyncDispose]();
  };
  try {
    const arns = await storeSecrets(service, shown, secrets.stored);
    const places: Pick<ProxyHandle, 'address'>[] = [];
    const proxies = new Map<string, SceneProxy>();
    for (const [index, { name, behaviour, place }] of setup.proxies.entries()) {
      const proxy = own.proxies[index];
      if (proxy === undefined) continue;
      await proxy.behave(behaviour ?? { kind: 'normal' });
      proxies.set(name, proxy);
      places.push(await placeOf(place, proxy, world, closedPorts));
    }
    const placed = (one: ProxyConfiguration) => withSecretArns(withAddresses(one, places), arns);
    let lastNumber = 0;
    return {
      world,
      runId,
      ledger,
      shown,
      configuration: placed(shown),
      names: proxyNames(shown),
      proxies,
      canaries,
      placed,
      nextNumber: () => ++lastNumber,
      settled: own.settled,
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** RFC 6761 keeps this top-level domain free of names. */
const UNKNOWN_NAME = 'no-such-proxy.invalid';

async function placeOf(
  place: ProxyPlace | undefined,
  proxy: SceneProxy,
  { service }: World,
  closedPorts: ClosedPort[],
): Promise<Pick<ProxyHandle, 'address'>> {
  switch (place) {
    case undefined:
      return proxy;
    case 'unknown-name':
      return { address: { host: UNKNOWN_NAME, port: proxy.address.port } };
    case 'closed-port': {
      if (!service.capabilities.local) {
        throw new NotApplicableError('A port that is sure to be closed can be had on this machine only.');
      }
      const port = await takeClosedPort();
      closedPorts.push(port);
      return port;
    }
  }
}
