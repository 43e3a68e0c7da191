import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ProxySecret } from '../../harness/configuration/credentials.ts';
import { hasCertutil } from '../../harness/emulator/chromium/testing/has-certutil.ts';
import { BUSY_MACHINE, docker, remains, withoutEngine } from './engine.ts';
import type { RealProxyContainer } from './real-proxies/container.ts';
import { BUILDING } from './real-proxies/image.ts';
import { openSquid, squidWithBasicAuth, tinyproxy } from './real-proxies/kinds.ts';
import { type RealProxies, startRealProxies } from './real-proxies/scene.ts';

/** Chromium gives such a request up, or waits for a person until the run cancels it: whichever comes first. */
const REFUSED =
  /^P-OPENS violates: It does not: the browser reports (Error: cancelled, because a proxy asked for credentials|TypeError: Failed to fetch)\. The proxy refuses the session’s credentials: it answers 407\.$/;

const SECRET: ProxySecret = { username: 'acpc.user', password: 'p4ss-W0rd.of_the.proxy' };
const OTHER: ProxySecret = { ...SECRET, password: 'another-0ne' };
const RIGHT = { 'open-squid': undefined, squid: SECRET, 'open-tinyproxy': undefined, tinyproxy: SECRET };

describe.skipIf(withoutEngine || !hasCertutil())(
  'real proxies in containers, each behind a tap',
  { timeout: BUSY_MACHINE },
  () => {
    let proxies: RealProxies;
    beforeAll(async () => {
      proxies = await startRealProxies({
        'open-squid': () => openSquid,
        squid: () => squidWithBasicAuth(SECRET),
        'open-tinyproxy': () => tinyproxy(['open-tinyproxy.test']),
        tinyproxy: () => tinyproxy(['tinyproxy.test'], SECRET),
      });
    }, BUILDING);
    afterAll(() => proxies?.[Symbol.asyncDispose](), BUSY_MACHINE);

    test('all conform: open and with Basic auth', async () => {
      const verification = await proxies.verify(RIGHT, trusting());
      expect(proxies.findings(verification)).toEqual([]);
      expect(verification.probes.map(({ attribution: { taken } }) => taken)).toEqual(
        [0, 0, 1, 1, 2, 2, 3, 3].map((index) => ({ kind: 'relayed', route: { kind: 'proxy', index } })),
      );
      expect(verification.verdict).toBe('conforms');
    });

    test('wrong credentials, and credentials that nobody asks for, are found', async () => {
      const unasked = { 'open-squid': SECRET, 'open-tinyproxy': SECRET };
      const verification = await proxies.verify({ ...unasked, squid: OTHER, tinyproxy: OTHER }, { schemes: ['http'] });
      const open = [
        'P-CREDENTIALS-WRONG violates: It answers 200: with a wrong password it lets the request through. An access rule lets in by address, or before the one that asks for credentials. Whoever reaches the proxy can use it.',
        'P-CREDENTIALS-MISSING violates: It answers 200: with no credentials it lets the request through. An access rule lets in by address, or before the one that asks for credentials. Whoever reaches the proxy can use it.',
      ];
      const refused = (answer: string) =>
        `P-CREDENTIALS-ACCEPTED violates: It answers ${answer}: it refuses the credentials that it was configured with. They are not what the proxy knows: wrong, expired, or of another proxy.`;
      expect(proxies.findings(verification)).toEqual([
        expect.stringMatching(REFUSED),
        // Not 407, which a browser would have understood.
        'P-OPENS violates: It does not: the browser reports TypeError: Failed to fetch. The answer is 401, from the proxy or from the site.',
        ...open,
        ...open,
        refused('407 (ERR_CACHE_ACCESS_DENIED)'),
        refused('401'),
      ]);
      expect(verification.verdict).toBe('violates');
    });

    test('paused, killed, and cut off from the network; brought back', async () => {
      docker('pause', container('open-squid').name);
      docker('kill', container('squid').name);
      docker('network', 'disconnect', proxies.network, container('open-tinyproxy').name);
      for (const role of ['squid', 'open-tinyproxy']) untilRefused(role);
      const verification = await proxies.verify(RIGHT, { schemes: ['http'] });
      const gone =
        'P-OPENS violates: It does not: the browser reports TypeError: Failed to fetch. The tap could not connect to the proxy: ECONNREFUSED.';
      expect(proxies.findings(verification)).toEqual([
        'P-OPENS violates: It does not: the browser reports TimeoutError: signal timed out. The proxy gave no answer while the browser waited.',
        gone,
        gone,
        'P-REACHABLE violates: open-squid gives no answer (ETIMEDOUT). It takes connections and says nothing, not even to what needs no name and no other machine: the proxy hangs.',
        'P-REACHABLE violates: squid cannot be connected to (ECONNREFUSED). Nobody listens at this port.',
        'P-REACHABLE violates: open-tinyproxy cannot be connected to (ECONNREFUSED). Nobody listens at this port.',
      ]);
      expect(verification.probes.at(-1)?.verdict).toBe('conforms');

      docker('unpause', container('open-squid').name);
      docker('start', container('squid').name);
      docker('network', 'connect', proxies.network, container('open-tinyproxy').name);
      await Promise.all([back('squid'), back('open-tinyproxy')]);
      const again = await proxies.verify(RIGHT, trusting());
      expect(proxies.findings(again)).toEqual([]);
      expect(again.verdict).toBe('conforms');
    });

    test('killed while the session browses', async () => {
      let killed = false;
      const onProgress = ({ phase }: { readonly phase: string }) => {
        if (phase !== 'browsing' || killed) return;
        killed = true;
        docker('kill', container('tinyproxy').name);
        untilRefused('tinyproxy');
      };
      // Pages are opened one after the other: this proxy's is the last.
      const verification = await proxies.verify(RIGHT, { schemes: ['http'], onProgress });
      expect(proxies.findings(verification)).toEqual([
        'P-OPENS violates: It does not: the browser reports net::ERR_HTTP_RESPONSE_CODE_FAILURE. The tap could not connect to the proxy: ECONNREFUSED.',
      ]);
      docker('start', container('tinyproxy').name);
      await back('tinyproxy');
    });

    test('nothing is left', async () => {
      await proxies[Symbol.asyncDispose]();
      expect(remains(proxies.runId)).toEqual([]);
    });

    /** The web site’s certificate is of an authority of its own. */
    const trusting = () => ({ certificates: proxies.website.authority });

    function container(role: string): RealProxyContainer {
      const found = proxies.containers.get(role);
      if (found === undefined) throw new RangeError(`There is no ${role}.`);
      return found;
    }

    /** Blocks until nobody listens at its port: the engine says that a container has ended before it lets go of that. */
    function untilRefused(role: string): void {
      const program = `const { connect } = require('node:net');
        const look = () => connect(${container(role).port}, '127.0.0.1')
          .on('error', () => undefined)
          .on('connect', function () { this.destroy(); setTimeout(look, 20); });
        look();`;
      execFileSync(process.execPath, ['--eval', program]);
    }

    /** Polls: from outside nothing tells when a proxy has begun to listen again. */
    function back(role: string): Promise<void> {
      const { port } = container(role);
      const answer = async () => {
        const request = http.get({ host: 'localhost', port, agent: false });
        await once(request, 'response');
        request.destroy();
      };
      return vi.waitFor(answer, { timeout: 60_000, interval: 100 });
    }
  },
);
