import { once } from 'node:events';
import { checkDeploymentFile, writeDeploymentFile } from '../../serving/deployment-file.ts';
import { serveDeployment } from '../../serving/serve-deployment.ts';
import type { ExitCode, Io } from '../io.ts';
import { listening } from '../listening.ts';
import { servingAsJson, servingAsText } from './serve-instructions.ts';
import type { ServeOptions } from './serve-options.ts';

/**
 * Serves instrumented proxies and their origin until it is interrupted, and describes them in a deployment file.
 *
 * @throws {InvalidInputError} where the file cannot be written.
 * @throws {ListenError} where a port or an address cannot be had.
 */
export async function serve(options: ServeOptions, io: Io, signal: AbortSignal): Promise<ExitCode> {
  const { host, listen, ports, originPorts, agentPort, domain, out } = options;
  const [http, https] = originPorts;
  await checkDeploymentFile(out);
  await using served = await listening(listen, 0, () =>
    serveDeployment({
      host,
      listen,
      proxyPorts: ports,
      originPorts: { http, https },
      agentPorts: [0, ...ports].map((_, i) => (agentPort === 0 ? 0 : agentPort + i)),
      ...(domain === undefined ? {} : { domain }),
    }),
  );
  const { deployment, notAfter } = served;
  await using file = await writeDeploymentFile(out, deployment);
  const serving = { deployment, notAfter, file: file.path };
  io.out(options.json ? servingAsJson(serving) : servingAsText(serving));
  if (!signal.aborted) await once(signal, 'abort');
  return 0;
}
