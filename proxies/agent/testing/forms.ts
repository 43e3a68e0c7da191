import { newCertificate, type TestCertificate } from '../../fixtures/certificate.ts';
import { PASSWORD, USERNAME } from '../../fixtures/scene.ts';
import { startInstrumentedProxy } from '../../instrumented-proxy.ts';
import { type Authority, formatAuthority } from '../../protocol/authority.ts';
import type { ProxyHandle } from '../../proxy-handle.ts';
import { collectRecords, type RecordCollection } from '../../sinks/collect-records.ts';
import { connectRemoteProxy } from '../remote-proxy.ts';
import { startProxyProcess } from './proxy-process.ts';

/** A proxy in one of its forms, under the same contract as all others. */
export interface FormUnderTest extends AsyncDisposable {
  readonly proxy: ProxyHandle;
  readonly sink: RecordCollection;
  /** Resolves once every record that was written until now is in the sink. */
  settled(): Promise<void>;
}

/** Starts `proxy-a`, which wants Basic credentials and leads everybody to `destination`. */
export type Form = (destination: Authority) => Promise<FormUnderTest>;

export const inProcess: Form = async (destination) => {
  const sink = collectRecords();
  const proxy = await startInstrumentedProxy({
    name: 'proxy-a',
    access: { kind: 'basic', username: USERNAME, password: PASSWORD },
    sink,
    dial: () => destination,
  });
  return { proxy, sink, settled: async () => undefined, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() };
};

export const ownProcess: Form = (destination) => startOwnProcess(destination);

export const ownProcessOverTls: Form = async (destination) => {
  const tls = await newCertificate();
  return startOwnProcess(destination, tls);
};

async function startOwnProcess(destination: Authority, tls?: TestCertificate): Promise<FormUnderTest> {
  const sink = collectRecords();
  const running = await startProxyProcess({
    PROXY_NAME: 'proxy-a',
    PROXY_CREDENTIALS: `${USERNAME}:${PASSWORD}`,
    PROXY_DESTINATION: formatAuthority(destination),
    ...(tls === undefined ? {} : { AGENT_CERTIFICATE: tls.certificate, AGENT_KEY: tls.key }),
  });
  const known = tls === undefined ? {} : { certificate: tls.certificate };
  const proxy = await connectRemoteProxy({ agent: { ...running.agent, ...known }, sink });
  return {
    proxy,
    sink,
    settled: proxy.settled,
    async [Symbol.asyncDispose]() {
      await proxy[Symbol.asyncDispose]();
      await running[Symbol.asyncDispose]();
    },
  };
}
