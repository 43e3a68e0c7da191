import { parentPort, workerData } from 'node:worker_threads';
import { newAuthority, newKeys, privateKeyOf } from '../../certificates/issuing.ts';
import type { ServerCertificate } from './server-certificate.ts';

const VALID_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

/** An authority that signs one certificate and is never seen again: its private key does not leave this thread. */
async function issue(names: readonly string[]): Promise<ServerCertificate> {
  const [authority, keys] = await Promise.all([
    newAuthority('AgentCore Browser emulator', VALID_MILLISECONDS),
    newKeys(),
  ]);
  return {
    authority: authority.certificate,
    certificate: await authority.issue('AgentCore Browser emulator endpoint', keys.publicKey, names),
    key: await privateKeyOf(keys),
  };
}

parentPort?.postMessage(await issue(workerData));
