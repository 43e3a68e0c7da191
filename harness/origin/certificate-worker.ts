import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import * as x509 from '@peculiar/x509';
import type { OriginCertificate } from './certificate.ts';

const VALID_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;
/** A client's clock may be behind ours. */
const CLOCK_TOLERANCE_MILLISECONDS = 24 * 60 * 60 * 1000;

/** One certificate answers for every host: with P-256 a handshake costs a fraction of one with RSA. */
async function makeCertificate(): Promise<OriginCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `01${randomBytes(8).toString('hex')}`,
      name: 'CN=AgentCore proxy conformance origin',
      notBefore: new Date(now - CLOCK_TOLERANCE_MILLISECONDS),
      notAfter: new Date(now + VALID_MILLISECONDS),
      signingAlgorithm: algorithm,
      keys,
      // A name that no probe asks for: were it a real one, h2 connections of several hosts could be merged into one.
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'origin.invalid' }])],
    },
    webcrypto,
  );
  const spki = await webcrypto.subtle.exportKey('spki', keys.publicKey);
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
    certificate: certificate.toString('pem'),
    publicKeyHash: createHash('sha256').update(Buffer.from(spki)).digest('base64'),
  };
}

parentPort?.postMessage(await makeCertificate());
