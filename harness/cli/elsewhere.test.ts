import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { ListBrowserSessionsCommand } from '@aws-sdk/client-bedrock-agentcore';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeClosedPort } from '../conformance/cases/closed-port.ts';
import { type RunningDeployment, runDeployment, runTap } from '../deployment/testing/running-deployment.ts';
import { example, Workplace } from './testing/command-line.ts';
import { clientSettings, type Emulating, emulatedClient, emulating } from './testing/emulate-command.ts';

/** What these tests read of a report. */
interface Report {
  readonly checks: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly seen: string;
    readonly cell?: { readonly caseId: string };
  }[];
  readonly probes: readonly { readonly probe: { readonly expected: { readonly route: { readonly kind: string } } } }[];
}

let workplace: Workplace;
let running: RunningDeployment;
let emulator: Emulating;
beforeAll(async () => {
  workplace = new Workplace();
  running = await runDeployment(2, '.');
  const { host, httpPort } = running.deployment.origin;
  emulator = await emulating(workplace, ['--json', '--origin', `${host}:${httpPort}`]);
});
afterAll(async () => {
  emulator.process.kill('SIGTERM');
  await emulator.ended;
  await running[Symbol.asyncDispose]();
  workplace[Symbol.dispose]();
});

const endpoint = () => JSON.parse(emulator.output).environment.AWS_ENDPOINT_URL;

/** The options that say where things are; the file is written anew. */
function elsewhere(deployment: object = running.deployment): readonly string[] {
  writeFileSync(workplace.path('deployment.json'), JSON.stringify(deployment));
  return ['--deployment', 'deployment.json', '--endpoint', endpoint()];
}

/** In a shell that has done what `emulate` printed. */
function run(args: readonly string[]) {
  return workplace.run(args, { env: JSON.parse(emulator.output).environment });
}

/** Sessions and secrets that the emulator still has. */
async function left(): Promise<readonly string[]> {
  const browsers = emulatedClient(emulator);
  const secrets = new SecretsManagerClient(clientSettings(emulator));
  const command = new ListBrowserSessionsCommand({ browserIdentifier: 'aws.browser.v1', status: 'READY' });
  const { items = [] } = await browsers.send(command);
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }));
  return [...items.map(({ sessionId }) => sessionId ?? ''), ...SecretList.map(({ Name }) => Name ?? '')];
}

describe('an emulator at an endpoint, and witnesses that somebody else has started', { timeout: 120_000 }, () => {
  test('verify proves every route there, and leaves nothing behind', async () => {
    const args = ['verify', example('complete-example.json'), '--json', ...elsewhere()];
    const { status, stdout, stderr } = await run(args);
    expect(stderr).not.toContain('Browser: ');
    expect(status).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ verdict: 'conforms', target: 'emulated', environment: { endpoint: endpoint() } });
    expect(report.environment.proxies).toBe('deployed at 127.0.0.1');
    expect(await left()).toEqual([]);
  });

  test('without a domain no request goes to a stranger’s server, and the report says so', async () => {
    const { domain: _, ...deployment } = running.deployment;
    const args = ['verify', example('bypass.json'), '--schemes', 'https', '--json', ...elsewhere(deployment)];
    const { status, stdout } = await run(args);
    expect(status).toBe(0);
    const { checks, probes }: Report = JSON.parse(stdout);
    expect(checks.find(({ id }) => id === 'routing/direct-requests')).toMatchObject({
      verdict: 'not-applicable',
      seen: expect.stringMatching(
        /^\d+ requests were not made\. A direct request to \S+ does not end at the origin: DNS leads sessions elsewhere\.$/,
      ),
    });
    expect(new Set(probes.map(({ probe }) => probe.expected.route.kind))).toEqual(new Set(['proxy']));
  });

  test('where nothing may be asked for at all, the run proves nothing', async () => {
    const { domain: _, ...deployment } = running.deployment;
    const domainPatterns = ['.company.test'];
    const proxies = [{ externalProxy: { server: 'corp.example', port: 8080, domainPatterns } }];
    writeFileSync(workplace.path('bypassed.json'), JSON.stringify({ proxies, bypass: { domainPatterns } }));
    const { status, stdout } = await run(['verify', 'bypassed.json', ...elsewhere(deployment)]);
    expect(status).toBe(3);
    expect(stdout).toContain('INCONCLUSIVE  No request was made, so nothing is known of where requests go.');
  });

  test('run does the cases there; what cannot be had is not applicable, with the reason', async () => {
    const cases = [
      'routing-precedence/no-default*',
      'credentials/one-secret-for-two*',
      'credentials/secret-change',
      'credentials/cross-account*',
      'fail-open/black-hole*',
      'fail-open/dies-and-returns*',
      'lifecycle/discarded*',
      'limitations/webrtc',
      'routing-precedence/five-proxies*',
    ];
    const { status, stdout } = await run(['run', '--json', '--run', ...cases, ...elsewhere()]);
    expect(status).toBe(0);
    const { checks }: Report = JSON.parse(stdout);
    const otherwise = checks.filter(({ verdict }) => verdict !== 'conforms');
    expect(new Set(otherwise.map(({ cell, verdict, seen }) => `${cell?.caseId} ${verdict}: ${seen}`))).toEqual(
      new Set([
        'credentials/cross-account not-applicable: The secret would have to be another account’s, and sessions know one account only.',
        'credentials/one-secret-for-two not-applicable: It takes 3 proxies, and 2 are deployed.',
        'limitations/webrtc not-applicable: UDP packets of its sessions do not come here.',
        'routing-precedence/five-proxies not-applicable: It takes 5 proxies, and 2 are deployed.',
      ]),
    );
    expect(await left()).toEqual([]);
  });
});

describe('what cannot be used is one line, and nothing is started', () => {
  const verify = ['verify', example('complete-example.json')];

  test('a file that is no deployment', async () => {
    const { status, stdout, stderr } = await run([...verify, ...elsewhere({ ...running.deployment, version: 2 })]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "deployment.json: 1 problem

        version  [deployment-file]
          The version must be 1.
          fix:   Correct it, or have the file written anew by what started the proxies.
      "
    `);
  });

  test('credentials that the emulator does not know', async () => {
    const env = { ...JSON.parse(emulator.output).environment, AWS_ACCESS_KEY_ID: 'AKIASOMEBODYELSE' };
    const { status, stdout, stderr } = await workplace.run([...verify, ...elsewhere()], { env });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatchInlineSnapshot(`
      "command line: 1 problem

        --endpoint  [credentials]
          The emulator there does not take the credentials of the standard AWS chain (UnrecognizedClientException).
          fix:   Export what \`emulate\` printed when it was ready.
      "
    `);
  });

  test('a file of an earlier start: each witness that it does not mean any more, in one line', async () => {
    const { origin, proxies } = running.deployment;
    const [first, second] = proxies;
    if (first === undefined || second === undefined) throw new RangeError('There are two.');
    await using another = await runTap(1, ['127.0.0.1']);
    const stale = {
      ...running.deployment,
      origin: { ...origin, publicKeyHash: createHash('sha256').update('earlier').digest('base64') },
      proxies: [
        { ...first, agent: another.tap.agent },
        { ...second, agent: { ...second.agent, token: 'of-an-earlier-start' } },
      ],
    };
    const [verified, ran] = [await run([...verify, ...elsewhere(stale)]), await run(['run', ...elsewhere(stale)])];
    expect(ran).toEqual(verified);
    expect({ status: verified.status, stdout: verified.stdout }).toEqual({ status: 2, stdout: '' });
    expect(verified.stderr.replaceAll(/:\d+/g, ':PORT')).toMatchInlineSnapshot(`
      "origin: The origin has another key than the file’s publicKeyHash. The file is of an earlier start: take the one that was written last.
      proxies[0]: The agent at 127.0.0.1:PORT is that of another witness. The file is of an earlier start: take the one that was written last.
      proxies[1]: The agent at 127.0.0.1:PORT answered 401: A bearer token is needed, and it must be the right one.
      "
    `);
  });

  test('an agent that is down, by its place in the file', async () => {
    using closed = await takeClosedPort();
    const [first, ...others] = running.deployment.proxies;
    if (first === undefined) throw new RangeError('There are two.');
    const proxies = [{ ...first, agent: { ...first.agent, ...closed.address } }, ...others];
    const { status, stdout, stderr } = await run([...verify, ...elsewhere({ ...running.deployment, proxies })]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^proxies\[0\]: The agent at 127\.0\.0\.1:\d+ did not answer \(ECONNREFUSED\)\.\n$/);
  });
});
