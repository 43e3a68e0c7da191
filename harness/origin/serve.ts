import { runUntilTold } from '../../proxies/serve/run-until-told.ts';
import { agentSettings, MAX_PORT, numberSetting, secretSetting, textSetting } from '../../proxies/serve/settings.ts';
import type { OriginCertificate } from './certificate.ts';
import { speaksHttp2 } from './http2-names.ts';
import { startOriginWithAgent } from './origin-agent.ts';

/**
 * The origin with its agent as a process: what a container runs. All settings are in the environment:
 *
 *     ORIGIN_HOST          default 127.0.0.1
 *     ORIGIN_PORT          default: any free port
 *     ORIGIN_SECOND_PORT   where the same is served; default: nowhere
 *     ORIGIN_CERTIFICATE   JSON of an OriginCertificate, or ORIGIN_CERTIFICATE_FILE; default: made anew
 */
await runUntilTold(async (end) => {
  const { leaseSeconds, ...agent } = agentSettings(process.env);
  const certificate = secretSetting(process.env, 'ORIGIN_CERTIFICATE');
  const secondPort = numberSetting(process.env, 'ORIGIN_SECOND_PORT', 0, MAX_PORT);
  const running = await startOriginWithAgent({
    origin: {
      host: textSetting(process.env, 'ORIGIN_HOST', '127.0.0.1'),
      port: numberSetting(process.env, 'ORIGIN_PORT', 0, MAX_PORT),
      ...(secondPort > 0 && { secondPort }),
      offersHttp2: speaksHttp2,
      ...(certificate === undefined ? {} : { certificate: JSON.parse(certificate) as OriginCertificate }),
    },
    agent: { ...agent, ...(leaseSeconds > 0 && { lease: { milliseconds: leaseSeconds * 1000, expired: end } }) },
  });
  const { address, publicKeyHash } = running.origin;
  return { service: running, whereabouts: { origin: address, publicKeyHash, agent: running.agent.address } };
});
