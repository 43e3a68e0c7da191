import { describe } from 'vitest';
import { connectEngine } from '../../harness/containers/engine.ts';
import { ensureWitnessImage } from '../../harness/containers/image.ts';
import { commands } from '../../harness/containers/image-files.ts';
import { createRunNetwork } from '../../harness/containers/run-network.ts';
import { ports, startWitnessContainer } from '../../harness/containers/witness-container.ts';
import { newRunId } from '../../harness/matrix/marker.ts';
import { describeContract } from '../../proxies/agent/testing/contract.ts';
import type { Form } from '../../proxies/agent/testing/forms.ts';
import { PASSWORD, USERNAME } from '../../proxies/fixtures/scene.ts';
import { collectRecords, connectRemoteProxy } from '../../proxies/index.ts';
import { formatAuthority } from '../../proxies/protocol/authority.ts';
import { docker, withoutEngine } from './engine.ts';

const inContainer: Form = async (destination) => {
  const engine = await connectEngine();
  const runId = newRunId();
  const network = await createRunNetwork(engine, runId);
  const started: AsyncDisposable[] = [network];
  const dispose = async (): Promise<void> => {
    for (const one of started.reverse()) await one[Symbol.asyncDispose]();
  };
  try {
    // This machine, as the containers of the network see it.
    const host = docker('network', 'inspect', network.name, '--format', '{{(index .IPAM.Config 0).Gateway}}');
    const container = await startWitnessContainer({
      engine,
      image: await ensureWitnessImage(engine),
      command: commands.proxy,
      runId,
      network: network.name,
      role: 'proxy-a',
      port: ports.proxy,
      settings: { PROXY_NAME: 'proxy-a', PROXY_DESTINATION: formatAuthority({ ...destination, host }) },
      secrets: { PROXY_CREDENTIALS: `${USERNAME}:${PASSWORD}` },
    });
    started.push(container);
    const sink = collectRecords();
    const proxy = await connectRemoteProxy({ agent: container.agent, sink, address: container.address });
    started.push(proxy);
    return { proxy, sink, settled: proxy.settled, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
};

describe.skipIf(withoutEngine)('with a container engine', () => {
  describeContract('in a container', inContainer, '0.0.0.0');
});
