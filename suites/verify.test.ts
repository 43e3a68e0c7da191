import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProxyConfiguration } from '../harness/configuration/proxy-configuration.ts';
import type { VerifyOptions } from '../harness/conformance/verify.ts';
import { BrowserFolder } from '../harness/emulator/chromium/testing/browser-folder.ts';
import { documentedPolicy } from '../harness/emulator/router/policy.ts';
import type { EgressConfiguration } from '../harness/emulator/session-browser.ts';
import { canaryForms } from '../harness/evidence/canaries.ts';
import { examinedByVerify } from './requirements/examined-by-verify.ts';
import { arn, configuration, run, violations } from './testing/verify-run.ts';

let folder: BrowserFolder;
beforeAll(() => {
  folder = new BrowserFolder();
});
afterAll(() => folder[Symbol.dispose]());

type Egress = EgressConfiguration | undefined;

function reversed(egress: Egress): Egress {
  return (
    egress && {
      ...egress,
      proxyConfiguration: { ...egress.proxyConfiguration, proxies: [...egress.proxyConfiguration.proxies].reverse() },
    }
  );
}

describe('the emulator as documented', () => {
  test('conforms, over all four schemes, with every route proved', async () => {
    const verification = await run({ schemes: ['http', 'https', 'ws', 'wss'] });
    const findings = [...verification.probes, ...verification.checks].flatMap((result) => result.findings);
    expect(findings.map(({ verdict, seen }) => `${verdict}: ${seen}`)).toEqual([]);
    expect(verification.incomplete).toBeUndefined();
    expect(verification.verdict).toBe('conforms');
    const routes = verification.probes.map(({ attribution: { taken } }) =>
      taken.kind === 'route' && taken.route.kind === 'proxy'
        ? taken.route.index
        : taken.kind === 'route'
          ? 'direct'
          : taken.kind,
    );
    expect(new Set(routes)).toEqual(new Set(['direct', 0, 2]));
  });

  test('a proxy with credentials that no host goes to is not applicable, and the others decide', async () => {
    const [wide, narrow, rest] = configuration.proxies.map(({ externalProxy }) => externalProxy);
    if (wide === undefined || narrow === undefined || rest === undefined) throw new RangeError('There are three.');
    const shadowed = { ...narrow, credentials: { basicAuth: { secretArn: arn('narrow') } } };
    const proxies = [wide, shadowed, rest].map((externalProxy) => ({ externalProxy }));
    const verification = await run({ configuration: { ...configuration, proxies }, schemes: ['http'] });
    expect(verification.checks.filter(({ verdict }) => verdict !== 'conforms')).toMatchObject([
      {
        id: 'credentials/own-proxy-only[proxy=narrow.example:8080]',
        verdict: 'not-applicable',
        seen: 'narrow.example:8080 is never chosen: the hosts of all its patterns go to wide.example:8080.',
      },
    ]);
    expect(verification.verdict).toBe('conforms');
  });

  test('every result refers to a requirement that verify examines', async () => {
    const { probes, checks } = await run({ schemes: ['http'] });
    const known = new Set<string>(examinedByVerify);
    expect([...probes, ...checks].filter(({ requirement }) => !known.has(requirement))).toEqual([]);
  });
});

describe('a fault of the service is found and named', () => {
  test('last match wins', async () => {
    const verification = await run({
      sabotage: (egress) => {
        const policy = documentedPolicy(reversed(egress));
        const last = (egress?.proxyConfiguration.proxies.length ?? 0) - 1;
        const documented = documentedPolicy(egress);
        return {
          ...documented,
          route: (host) => {
            const route = policy.route(host);
            return route.kind === 'direct' ? route : { kind: 'upstream', position: last - route.position };
          },
        };
      },
    });
    expect(verification.verdict).toBe('violates');
    expect(violations(verification)).toContain('R-PATTERN-FIRST-MATCH');
  });

  test('bypass is ignored', async () => {
    const verification = await run({
      sabotage: (egress) => ({
        ...documentedPolicy(egress),
        route: documentedPolicy(
          egress && { ...egress, proxyConfiguration: { proxies: egress.proxyConfiguration.proxies } },
        ).route,
      }),
    });
    expect(verification.verdict).toBe('violates');
    expect(violations(verification)).toEqual(['R-BYPASS-DIRECT']);
  });

  test('a dead proxy is replaced by a direct connection', async () => {
    const verification = await run({
      sabotage: (egress) => ({
        ...documentedPolicy(egress),
        afterFailure: ({ kind }) => (kind === 'direct' ? 'error' : { kind: 'direct' }),
      }),
    });
    expect(verification.verdict).toBe('violates');
    expect(violations(verification)).toEqual(['R-FAIL-OPEN-ERROR-PAGE']);
  });

  test('a dead proxy is asked again', async () => {
    const verification = await run({
      sabotage: (egress) => {
        let failures = 0;
        return { ...documentedPolicy(egress), afterFailure: (failed) => (failures++ % 2 === 0 ? failed : 'error') };
      },
    });
    expect(violations(verification)).toContain('R-NO-RETRY');
  });

  test('every proxy gets the first proxy’s credentials', async () => {
    const verification = await run({
      sabotage: (egress) => {
        const policy = documentedPolicy(egress);
        const firsts: typeof policy.authorizationFor = (hop, kind) =>
          policy.authorizationFor(hop === 'origin' ? hop : 0, kind);
        return { ...policy, authorizationFor: firsts };
      },
    });
    expect(verification.verdict).toBe('violates');
    expect(violations(verification)).toEqual(['R-CREDENTIALS-OWN-PROXY']);
  });

  test('credentials are not sent at all', async () => {
    const verification = await run({
      sabotage: (egress) => ({ ...documentedPolicy(egress), authorizationFor: () => undefined }),
    });
    expect(violations(verification)).toEqual(['R-CREDENTIALS-OWN-PROXY']);
  });

  test('everything goes direct', async () => {
    const verification = await run({ sabotage: () => documentedPolicy(undefined) });
    expect(verification.verdict).toBe('violates');
    expect(violations(verification)).toEqual(
      expect.arrayContaining(['R-DEFAULT-ROUTES', 'R-PATTERN-FIRST-MATCH', 'R-PATTERN-ROUTES']),
    );
  });

  test('unmatched hosts take a proxy where there is no default: an observation, a failure only when strict', async () => {
    const noDefault: ProxyConfiguration = { proxies: configuration.proxies.slice(0, 1) };
    const sabotage: VerifyOptions['sabotage'] = (egress) => ({
      ...documentedPolicy(egress),
      route: () => ({ kind: 'upstream', position: 0 }),
    });
    const relaxed = await run({ configuration: noDefault, sabotage, schemes: ['http'] });
    expect(violations(relaxed)).toContain('R-UNMATCHED-NO-DEFAULT');
    expect(relaxed.verdict).toBe('conforms');
    expect((await run({ configuration: noDefault, sabotage, schemes: ['http'], strict: true })).verdict).toBe(
      'violates',
    );
  });
});

describe('a run that does not get to its end', () => {
  test('an interruption leaves what was seen, and no pass', async () => {
    const controller = new AbortController();
    const verification = await run({
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done > 0) controller.abort();
      },
    });
    expect(verification.incomplete).toBe('The run was interrupted.');
    expect(verification.verdict).toBe('inconclusive');
    expect(verification.probes.some(({ verdict }) => verdict === 'conforms')).toBe(true);
  });

  test('a browser that crashes ends the run, not us', async () => {
    const verification = await run({
      onProgress: ({ phase }) => {
        if (phase === 'probing') folder.kill();
      },
    });
    expect(verification.incomplete).toMatch(/^The run broke off: /);
    expect(verification.verdict).toBe('inconclusive');
  });

  test('a browser that cannot start is one clear sentence', async () => {
    const verification = await run({ browser: '/bin/false' });
    expect(verification.incomplete).toContain('/bin/false did not start: exited with code 1');
    expect(verification.verdict).toBe('inconclusive');
    const { probes, checks } = verification;
    expect([...probes, ...checks].filter(({ verdict }) => verdict === 'conforms')).toEqual([]);
  });

  test('nothing is left of any of them', () => {
    expect(folder.processes()).toEqual([]);
    expect(folder.files()).toEqual([]);
  });
});

test('no credential is in anything that a run returns', async () => {
  const seen: string[] = [];
  const verification = await run({
    schemes: ['http'],
    sabotage: (egress) => {
      for (const credentials of egress?.credentials.values() ?? []) seen.push(...canaryForms(credentials));
      return documentedPolicy(egress);
    },
  });
  const text = JSON.stringify(verification);
  expect(seen.length).toBeGreaterThan(8);
  expect(seen.filter((form) => text.includes(form))).toEqual([]);
});
