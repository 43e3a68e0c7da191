import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { holdAtLine, signalAtLine } from '../../harness/cli/testing/at-line.ts';
import { example, Workplace } from '../../harness/cli/testing/command-line.ts';
import type { ProxyConfiguration } from '../../harness/configuration/proxy-configuration.ts';
import type { Verification } from '../../harness/conformance/verification.ts';
import { type VerifyOptions, verify } from '../../harness/conformance/verify.ts';
import { documentedPolicy } from '../../harness/emulator/router/policy.ts';
import type { OriginSighting } from '../../harness/evidence/sightings.ts';
import requirements from '../requirements/catalogue.ts';
import { BUSY_MACHINE, docker, remains, standInFor, withoutEngine } from './engine.ts';

const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:wide-AbCdEf';

const configuration: ProxyConfiguration = {
  proxies: [
    {
      externalProxy: {
        server: 'wide.example',
        port: 8080,
        domainPatterns: ['.company.test'],
        credentials: { basicAuth: { secretArn: arn } },
      },
    },
    { externalProxy: { server: 'rest.example', port: 3128 } },
  ],
  bypass: { domainPatterns: ['direct.company.test'] },
};

async function run(options: Partial<VerifyOptions> = {}): Promise<Verification> {
  return verify({
    configuration,
    configurationSource: 'test',
    browser: process.env['CHROMIUM_PATH'] ?? '',
    requirements,
    proxies: 'containers',
    ...options,
  });
}

/** Addresses that the origin saw for requests of one route. */
function peers({ probes }: Verification, wanted: number | 'direct'): ReadonlySet<string> {
  const ofRoute = probes.filter(({ attribution: { taken } }) => {
    if (taken.kind !== 'route') return false;
    return taken.route.kind === 'direct' ? wanted === 'direct' : taken.route.index === wanted;
  });
  const seen = ofRoute.flatMap(({ attribution }) =>
    attribution.sightings.filter((sighting): sighting is OriginSighting => sighting.witness === 'origin'),
  );
  return new Set(seen.map(({ peer }) => peer.address));
}

describe.skipIf(withoutEngine)('verify with its witnesses in containers', { timeout: BUSY_MACHINE }, () => {
  test('conforms over all four schemes; every route has an address of its own', async () => {
    const verification = await run();
    expect(verification.incomplete).toBeUndefined();
    expect(verification.verdict).toBe('conforms');
    expect(verification.environment['proxies']).toMatch(/^in containers \(.+ \d+\..+\)$/);
    const addresses = [0, 1, 'direct' as const].map((route) => [...peers(verification, route)]);
    expect(addresses.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(new Set(addresses.flat()).size).toBe(3);
    expect(remains(verification.runId)).toEqual([]);
  });

  test('publishes on loopback only', async () => {
    const server = 'published-on-loopback.example';
    const published: string[] = [];
    await run({
      configuration: { proxies: [{ externalProxy: { server, port: 3128 } }] },
      schemes: ['http'],
      onProgress: ({ phase }) => {
        if (phase === 'probing' && published.length === 0) {
          published.push(...docker('port', standInFor(server) ?? '').split('\n'));
        }
      },
    });
    const onLoopback = expect.stringMatching(/ -> 127\.0\.0\.1:\d+$/);
    expect(published).toEqual([onLoopback, onLoopback]);
  });

  test.each([
    ['everything goes direct', () => documentedPolicy(undefined), 'R-DEFAULT-ROUTES'],
    [
      'a dead proxy is replaced by a direct connection',
      (egress) => ({
        ...documentedPolicy(egress),
        afterFailure: ({ kind }) => (kind === 'direct' ? 'error' : { kind: 'direct' }),
      }),
      'R-FAIL-OPEN-ERROR-PAGE',
    ],
  ] satisfies [string, NonNullable<VerifyOptions['sabotage']>, string][])(
    'finds a fault: %s',
    async (_fault, sabotage, requirement) => {
      const { verdict, probes, checks } = await run({ sabotage, schemes: ['http'] });
      expect(verdict).toBe('violates');
      const found = [...probes, ...checks].flatMap(({ findings }) => findings);
      expect(found.map((finding) => finding.requirement)).toContain(requirement);
    },
  );

  test('a container that is killed ends the run, which proves nothing, and everything is removed', async () => {
    let killed = false;
    const server = 'killed-meanwhile.example';
    const third = { externalProxy: { server, port: 3128, domainPatterns: ['.third.test'] } };
    const verification = await run({
      configuration: { ...configuration, proxies: [...configuration.proxies, third] },
      schemes: ['http'],
      onProgress: ({ phase }) => {
        if (phase !== 'probing' || killed) return;
        killed = true;
        docker('kill', standInFor(server) ?? '');
      },
    });
    expect(verification.incomplete).toMatch(/^The run broke off: The (agent|stream) /);
    expect(verification.verdict).toBe('inconclusive');
    expect(remains(verification.runId)).toEqual([]);
  });
});

describe.skipIf(withoutEngine)('the command', { timeout: BUSY_MACHINE }, () => {
  let workplace: Workplace;
  beforeEach(() => {
    workplace = new Workplace();
  });
  afterEach(() => workplace[Symbol.dispose]());

  test.each([/^starting/, /^probing/])('Ctrl-C at %s removes all containers and the network', async (moment) => {
    const { status } = await workplace.run(
      ['verify', example('complete-example.json'), '--proxies=containers', '--schemes=http', '--out=reports'],
      { preload: [signalAtLine(moment, 'SIGINT')] },
    );
    expect(status).toBe(3);
    const report = JSON.parse(readFileSync(workplace.path('reports', 'conformance-report.json'), 'utf8'));
    expect(report).toMatchObject({ verdict: 'inconclusive', incomplete: 'The run was interrupted.' });
    expect(remains(report.runId)).toEqual([]);
  });

  test('Ctrl-C twice ends it at once, and all is removed nevertheless', async () => {
    const server = 'interrupted-twice.example';
    writeFileSync(
      workplace.path('twice.json'),
      JSON.stringify({ proxies: [{ externalProxy: { server, port: 3128 } }] }),
    );
    const command = ['verify', 'twice.json', '--proxies=containers', '--schemes=http', '--out=reports'];
    // Held while its containers are looked at; the second signal comes as soon as it has said that it got the first.
    const preload = [holdAtLine(/^probing/, workplace.path('looked')), signalAtLine(/^SIGINT/, 'SIGINT')];
    const running = workplace.start(command, { preload });
    await running.line(/^probing/);
    const runId = /^acpc-(\w+)-/.exec(standInFor(server) ?? '')?.[1];
    running.process.kill('SIGINT');
    writeFileSync(workplace.path('looked'), '');
    expect(runId).toBeDefined();
    expect((await running.ended).status).toBe(3);
    expect(existsSync(workplace.path('reports', 'conformance-report.json'))).toBe(false);
    await vi.waitFor(() => expect(remains(runId)).toEqual([]), { timeout: 60_000, interval: 250 });
  });
});
