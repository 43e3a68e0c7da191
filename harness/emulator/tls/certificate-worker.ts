import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import * as x509 from '@peculiar/x509';
import type { ServerCertificate } from './server-certificate.ts';

const VALID_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;
/** A client's clock may be behind ours. */
const CLOCK_TOLERANCE_MILLISECONDS = 24 * 60 * 60 * 1000;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

/**
 * An authority that signs one certificate and is never seen again: its private key does not leave this thread. The
 * extensions are those that strict clients (OpenSSL's `X509_STRICT`, which Python 3.13 uses) insist on.
 */
async function issue(names: readonly string[]): Promise<ServerCertificate> {
  const now = Date.now();
  const validity = {
    notBefore: new Date(now - CLOCK_TOLERANCE_MILLISECONDS),
    notAfter: new Date(now + VALID_MILLISECONDS),
    signingAlgorithm: algorithm,
  };
  const [authorityKeys, serverKeys] = await Promise.all([newKeys(), newKeys()]);
  const authority = await x509.X509CertificateGenerator.createSelfSigned(
    {
      ...validity,
      serialNumber: newSerialNumber(),
      // A name of its own for each: clients look authorities up by name, and may know several of ours.
      name: `CN=AgentCore Browser emulator ${randomBytes(4).toString('hex')}`,
      keys: authorityKeys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  const certificate = await x509.X509CertificateGenerator.create(
    {
      ...validity,
      serialNumber: newSerialNumber(),
      subject: 'CN=AgentCore Browser emulator endpoint',
      issuer: authority.subject,
      publicKey: serverKeys.publicKey,
      signingKey: authorityKeys.privateKey,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
        await x509.SubjectKeyIdentifierExtension.create(serverKeys.publicKey, false, webcrypto),
        await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', serverKeys.privateKey);
  return {
    authority: authority.toString('pem'),
    certificate: certificate.toString('pem'),
    key: x509.PemConverter.encode(privateKey, 'PRIVATE KEY'),
  };
}

/** Positive, as a certificate's number has to be. */
function newSerialNumber(): string {
  return `01${randomBytes(8).toString('hex')}`;
}

parentPort?.postMessage(await issue(workerData));
