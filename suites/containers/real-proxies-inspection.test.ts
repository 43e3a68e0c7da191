import { writeFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { generateCACertificate } from 'mockttp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Workplace } from '../../harness/cli/testing/command-line.ts';
import { hasCertutil } from '../../harness/emulator/chromium/testing/has-certutil.ts';
import { BUSY_MACHINE, remains, withoutEngine } from './engine.ts';
import { BUILDING } from './real-proxies/image.ts';
import { inspectingSquid } from './real-proxies/kinds.ts';
import { type RealProxies, startRealProxies } from './real-proxies/scene.ts';

/** Milliseconds until Squid's certificate helpers work, and between two looks. */
const HELPERS_START = { timeout: 60_000, interval: 500 };

const OPEN = { inspecting: undefined };

describe.skipIf(withoutEngine || !hasCertutil())(
  'a real Squid that inspects TLS, in a container',
  { timeout: BUSY_MACHINE },
  () => {
    let authority: { readonly key: string; readonly cert: string };
    let proxies: RealProxies;
    beforeAll(async () => {
      authority = await generateCACertificate({ subject: { commonName: 'Company Inspection' } });
      proxies = await startRealProxies({ inspecting: (trusted) => inspectingSquid(authority, trusted) });
      // It takes connections before its certificate helpers do their work, and breaks tunnels off meanwhile.
      await vi.waitFor(async () => {
        const { findings } = proxies;
        expect(findings(await proxies.verify(OPEN, { lookup, certificates: authority.cert }))).toEqual([]);
      }, HELPERS_START);
    }, BUILDING);
    afterAll(() => proxies?.[Symbol.asyncDispose](), BUSY_MACHINE);

    /** Here the web site can be asked directly as well. */
    const lookup: LookupFunction = (_host, options, done) => {
      const address = proxies.gateway;
      if (options.all) done(null, [{ address, family: 4 }]);
      else done(null, address, 4);
    };
    const tls = (checks: Awaited<ReturnType<RealProxies['verify']>>['checks']) =>
      checks.filter(({ requirement }) => requirement === 'P-TLS').map(({ seen }) => proxies.readable(seen));
    const INSPECTED =
      'TLS is inspected: the certificate is issued by “Company Inspection”, and directly by “AgentCore Browser emulator ID”.';

    test('without certificates it is found, with its issuer, and pages do not open', async () => {
      const verification = await proxies.verify(OPEN, { lookup });
      expect(proxies.findings(verification)).toEqual([
        'P-OPENS violates: It does not: the browser reports net::ERR_CERT_AUTHORITY_INVALID. The proxy opened the tunnel; the browser does not trust the certificate at its other end.',
        `P-TLS violates: ${INSPECTED} Sessions do not trust it (SELF_SIGNED_CERT_IN_CHAIN). Sessions need the authority’s certificate: give it to them as certificates, and to this tool with --certificates.`,
      ]);
      expect(verification.verdict).toBe('violates');
    });

    test('with them it works, and the inspection is still told', async () => {
      const verification = await proxies.verify(OPEN, { lookup, certificates: authority.cert });
      expect(proxies.findings(verification)).toEqual([]);
      expect(tls(verification.checks)).toEqual([`${INSPECTED} The certificates given vouch for it.`]);
      expect(verification.verdict).toBe('conforms');
    });

    test('the command with --certificates, where this machine does not know the host', async () => {
      using work = new Workplace();
      writeFileSync(work.path('proxies.json'), JSON.stringify(proxies.configuration(OPEN)));
      writeFileSync(work.path('hosts.txt'), proxies.hosts(OPEN, ['https']));
      writeFileSync(work.path('company.pem'), authority.cert);
      const tapped = ['verify', 'proxies.json', '--proxies', 'tap', '--hosts', 'hosts.txt'];
      const { status, stdout } = await work.run([...tapped, '--certificates', 'company.pem']);
      expect(proxies.readable(stdout)).toContain(
        'TLS ends at inspecting.test or is inspected: its certificate is issued by “Company Inspection”, and directly the host cannot be asked (ENOTFOUND). The certificates given vouch for it.',
      );
      expect(status).toBe(0);
    });

    test('nothing is left', async () => {
      await proxies[Symbol.asyncDispose]();
      expect(remains(proxies.runId)).toEqual([]);
    });
  },
);
