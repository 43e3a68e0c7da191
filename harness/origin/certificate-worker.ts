import { parentPort } from 'node:worker_threads';
import { newKeys, privateKeyOf, publicKeyHashOf, selfSigned } from '../certificates/issuing.ts';
import type { OriginCertificate } from './certificate.ts';

const VALID_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

/** One certificate answers for every host. */
async function makeCertificate(): Promise<OriginCertificate> {
  const keys = await newKeys();
  return {
    key: await privateKeyOf(keys),
    certificate: await selfSigned(keys, {
      subject: 'AgentCore proxy conformance origin',
      // A name that no probe asks for: were it a real one, h2 connections of several hosts could be merged into one.
      names: ['origin.invalid'],
      validMilliseconds: VALID_MILLISECONDS,
    }),
    publicKeyHash: await publicKeyHashOf(keys),
  };
}

parentPort?.postMessage(await makeCertificate());
