import type { InstrumentedProxy } from '../../../proxies/index.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import { canaryForms } from '../../evidence/canaries.ts';
import { Ledger } from '../../evidence/ledger.ts';
import { newRunId } from '../../matrix/marker.ts';
import { proxyNames } from '../../routing/proxy-names.ts';
import { startStandIns, withAddresses } from '../stand-ins.ts';
import type { ProxyName } from '../verification.ts';
import { caseSecrets, configurationOf } from './case-configuration.ts';
import { type ClosedPort, takeClosedPort } from './closed-port.ts';
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
  readonly proxies: ReadonlyMap<string, InstrumentedProxy>;
  /** Every form of every credential of the scene. */
  readonly canaries: readonly string[];
  /** Numbers from 1 for the scene's markers. */
  nextNumber(): number;
}

/** A shorter text is found anywhere by chance. */
const SHORTEST_CANARY = 8;

/** Sets the scene. The proxies behave as the setup says before anything else happens. */
export async function setScene(world: World, setup: Setup): Promise<Scene> {
  const runId = newRunId();
  const ledger = new Ledger();
  const shown = configurationOf(setup, runId);
  const secrets = caseSecrets(setup, shown);
  const standIns = await startStandIns(shown, ledger, () => world.origin, secrets.access);
  for (const { arn, secretString, settings } of secrets.stored) world.putSecret(arn, secretString, settings);
  const closedPorts: ClosedPort[] = [];
  const places: Pick<InstrumentedProxy, 'address'>[] = [];
  const proxies = new Map<string, InstrumentedProxy>();
  for (const [index, { name, behaviour, place }] of setup.proxies.entries()) {
    const proxy = standIns.proxies[index];
    if (proxy === undefined) continue;
    proxy.behave(behaviour ?? { kind: 'normal' });
    proxies.set(name, proxy);
    places.push(await placeOf(place, proxy, closedPorts));
  }
  const canaries = secrets.canaries.flatMap(canaryForms).filter(({ length }) => length >= SHORTEST_CANARY);
  const watching = world.watch({ runId, canaries, see: (sighting) => ledger.origin(sighting) });
  let lastNumber = 0;
  return {
    world,
    runId,
    ledger,
    shown,
    configuration: withAddresses(standIns.configuration, places),
    names: proxyNames(shown),
    proxies,
    canaries,
    nextNumber: () => ++lastNumber,
    async [Symbol.asyncDispose]() {
      watching[Symbol.dispose]();
      for (const port of closedPorts) port[Symbol.dispose]();
      await standIns[Symbol.asyncDispose]();
    },
  };
}

/** RFC 6761 keeps this top-level domain free of names. */
const UNKNOWN_NAME = 'no-such-proxy.invalid';

async function placeOf(
  place: ProxyPlace | undefined,
  proxy: InstrumentedProxy,
  closedPorts: ClosedPort[],
): Promise<Pick<InstrumentedProxy, 'address'>> {
  switch (place) {
    case undefined:
      return proxy;
    case 'unknown-name':
      return { address: { host: UNKNOWN_NAME, port: proxy.address.port } };
    case 'closed-port': {
      const port = await takeClosedPort();
      closedPorts.push(port);
      return port;
    }
  }
}
