import { parentPort } from 'node:worker_threads';
import { newAuthority, newKeys, privateKeyOf, publicKeyHashOf } from '../certificates/issuing.ts';
import type { Issued, NewAuthority, Order } from './authority.ts';

/** As long as a deployment may run before it has to be started anew. */
const VALID_MILLISECONDS = 90 * 24 * 60 * 60 * 1000;

const [authority, keys] = await Promise.all([
  newAuthority('AgentCore proxy conformance origin', VALID_MILLISECONDS),
  newKeys(),
]);
parentPort?.on('message', ({ order, names }: Order) => {
  void authority
    .issue('AgentCore proxy conformance witness', keys.publicKey, names)
    .then((certificate) => parentPort?.postMessage({ order, certificate } satisfies Issued));
});
parentPort?.postMessage({
  certificate: authority.certificate,
  key: await privateKeyOf(keys),
  publicKeyHash: await publicKeyHashOf(keys),
  notAfter: authority.notAfter,
} satisfies NewAuthority);
