import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseProxyConfiguration } from '../configuration/parse-proxy-configuration.ts';
import { loadAccess } from '../emulator/access/load-access.ts';
import { sessionRequest } from './session-request.ts';
import type { ProxySetup, Setup } from './setup.ts';
import { setupFiles } from './setup-files.ts';
import { accessOf, policiesOf } from './testing/policy-world.ts';
import { crossAccount, OTHER, OWN } from './testing/setups.ts';

const SEED = 20261123;
/** Bash is started for each. */
const RUNS = 40;

const host = fc.domain();
const name = fc.stringMatching(/^[\w/+=.@-]{1,40}[/+=.@_]$/);
const proxy: fc.Arbitrary<ProxySetup> = fc.record({
  server: host,
  port: fc.integer({ min: 1, max: 65_535 }),
  domainPatterns: fc.array(
    host.map((text) => `.${text}`),
    { maxLength: 3 },
  ),
  secretName: name,
});
const setup: fc.Arbitrary<Setup> = fc.record({
  region: fc.constantFrom('us-east-1', 'cn-north-1', 'us-gov-west-1', 'ap-southeast-2'),
  accountId: fc.constant(OWN),
  caller: fc.record({ kind: fc.constantFrom('role', 'user'), name: fc.stringMatching(/^[\w+=,.@-]{1,64}$/) }),
  browserIdentifier: fc.constant('aws.browser.v1'),
  proxies: fc.array(proxy, { minLength: 1, maxLength: 5 }),
  bypassPatterns: fc.array(host, { maxLength: 3 }),
  secretsAccountId: fc.constantFrom(OWN, OTHER),
  kmsKeyArn: fc.constant(crossAccount.kmsKeyArn ?? ''),
});

test(`any set-up makes a valid configuration, valid policies and scripts that Bash can read (seed ${SEED})`, () => {
  fc.assert(
    fc.property(setup, (one) => {
      parseProxyConfiguration(sessionRequest(one).proxyConfiguration, 'set-up');
      loadAccess(accessOf(one, policiesOf(one)));
      const scripts = setupFiles(one).filter(({ executable }) => executable);
      const input = scripts.map(({ content }) => content).join('\n');
      expect(spawnSync('bash', ['-n'], { input, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    }),
    { seed: SEED, numRuns: RUNS },
  );
});
