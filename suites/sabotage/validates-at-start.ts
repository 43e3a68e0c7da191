import { once } from 'node:events';
import { connect } from 'node:net';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { invalidFields } from '../../harness/emulator/api/service-error.ts';
import { beforeStart } from './before-start.ts';

/** A start request, as far as it matters here. */
interface Start {
  readonly proxyConfiguration?: {
    readonly proxies: readonly { readonly externalProxy: { readonly server: string; readonly port: number } }[];
  };
}

export const validatesAtStart = {
  name: 'validates-at-start',
  breaks: 'StartBrowserSession refuses proxies that cannot be connected to.',
  requirements: ['R-FAIL-OPEN-START'],
  fault: beforeStart(async (body) => {
    const { proxyConfiguration } = JSON.parse(body) as Start;
    for (const { externalProxy } of proxyConfiguration?.proxies ?? []) await requireReachable(externalProxy);
  }),
} as const satisfies Sabotage;

async function requireReachable({ server, port }: { readonly server: string; readonly port: number }): Promise<void> {
  // Names are nobody's here, and not to be asked for outside.
  if (!/^[0-9.]+$/.test(server)) throw invalidFields([{ name: 'server', message: 'Member must be reachable' }]);
  const socket = connect(port, server);
  try {
    await once(socket, 'connect');
  } catch {
    throw invalidFields([{ name: 'server', message: 'Member must be reachable' }]);
  } finally {
    socket.destroy();
  }
}
