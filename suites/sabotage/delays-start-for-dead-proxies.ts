import { once } from 'node:events';
import { connect } from 'node:net';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { beforeStart } from './before-start.ts';

/** Milliseconds for which a proxy is tried: many times what the starts of a busy machine differ by. */
const PATIENCE = 10_000;

export const delaysStartForDeadProxies = {
  name: 'delays-start-for-dead-proxies',
  breaks: 'StartBrowserSession waits ten seconds for proxies that cannot be reached, or that answer nothing.',
  requirements: ['R-FAIL-OPEN-START-TIME'],
  fault: beforeStart(async (body) => {
    const { proxyConfiguration } = JSON.parse(body) as Start;
    for (const { externalProxy } of proxyConfiguration?.proxies ?? []) await waitFor(externalProxy);
  }),
} as const satisfies Sabotage;

/** A start request, as far as it matters here. */
interface Start {
  readonly proxyConfiguration?: { readonly proxies: readonly { readonly externalProxy: Proxy }[] };
}

interface Proxy {
  readonly server: string;
  readonly port: number;
}

async function waitFor({ server, port }: Proxy): Promise<void> {
  const patience = AbortSignal.timeout(PATIENCE);
  const late = once(patience, 'abort');
  // Names are nobody's here, and not to be asked for outside.
  if (!/^[0-9.]+$/.test(server)) {
    await late;
    return;
  }
  const socket = connect(port, server, () => socket.write('OPTIONS * HTTP/1.1\r\nHost: proxy\r\n\r\n'));
  try {
    await once(socket, 'data', { signal: patience });
  } catch {
    await (patience.aborted || late);
  } finally {
    socket.destroy();
  }
}
