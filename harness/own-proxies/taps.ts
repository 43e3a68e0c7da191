import { startTap, type Tap } from '../../proxies/index.ts';
import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import { withAddresses } from '../conformance/stand-ins.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { OwnProxy } from './own-proxy.ts';

/** A tap before each of the user's proxies. What they see goes to the run's ledger. */
export interface Taps extends AsyncDisposable {
  /** The user's configuration with the taps' addresses; everything else as it was. */
  readonly configuration: ProxyConfiguration;
}

export async function startTaps(
  configuration: ProxyConfiguration,
  proxies: readonly OwnProxy[],
  ledger: Ledger,
): Promise<Taps> {
  const taps: Tap[] = [];
  const dispose = async (): Promise<void> => {
    await Promise.all(taps.map((tap) => tap[Symbol.asyncDispose]()));
  };
  try {
    for (const { name, address, credentials } of proxies) {
      const tap = await startTap({
        name: name.name,
        proxy: address,
        access: credentials === undefined ? { kind: 'open' } : { kind: 'basic', ...credentials },
        sink: { write: (record) => ledger.proxyRecord(name.index, record) },
      });
      taps.push(tap);
    }
    return { configuration: withAddresses(configuration, taps), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
