import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { example, Workplace } from '../../harness/cli/testing/command-line.ts';
import type { Verification } from '../../harness/conformance/verification.ts';
import { type Compose, type ComposeProject, compose, findCompose } from './compose.ts';
import { composeProject, KEYS, SERVICES, TOKEN } from './compose-settings.ts';
import { docker, withoutEngine } from './engine.ts';
import { compileProject, type Project } from './project.ts';

/** Milliseconds for images and containers: one minute on an idle machine that has the base images. */
const UP_LIMIT = 600_000;
/** Health checks come every few seconds, the first after an interval; a machine that is overloaded takes its time. */
const HEALTHY = { timeout: 300_000, interval: 500 };

/** Seconds after which Compose kills what has not ended: by default ten, which are few on a busy machine. */
const TO_END = 120;

/** A case with four proxies: three can be told what to do, so each of its cells needs the Squid too. */
const FOUR_PROXIES = 'bypass/over-patterns';

/** docker-compose.yml is written for both. Where one is not to be had, its tests are skipped by this name. */
const GENERATIONS = ['1.29', '2'];
const found = withoutEngine ? [] : findCompose();

describe.each(GENERATIONS)('Compose %s', (generation) => {
  const here = found.find(({ version }) => version.startsWith(`${generation}.`));
  describe.skipIf(here === undefined)('up', () => examine(here as Compose));
});

function examine(by: Compose): void {
  let workplace: Workplace;
  let compiled: Project;
  let project: ComposeProject;

  /** Whatever the engine has of this project: one line each. */
  const listed = (...what: readonly string[]): readonly string[] => {
    const label = `label=com.docker.compose.project=${project.name}`;
    return docker(...what, '--filter', label)
      .split('\n')
      .filter(Boolean)
      .sort();
  };
  const containerOf = (service: string) =>
    listed('ps', '--quiet', '--filter', `label=com.docker.compose.service=${service}`)[0] ?? '';
  const port = (name: string) => project.settings[name] ?? '';

  beforeAll(async () => {
    workplace = new Workplace();
    compiled = await compileProject();
    project = await composeProject(compiled);
    await compose(by, project, 'up', '--build', '--detach');
    const started = listed('ps', '--quiet', '--no-trunc');
    await vi.waitFor(() => {
      const states = listed('ps', '--format', '{{.Label "com.docker.compose.service"}} {{.Status}}');
      expect(states).toEqual(SERVICES.map((name) => expect.stringMatching(new RegExp(`^${name} .*\\(healthy\\)`))));
    }, HEALTHY);
    // Asking for the deployment file must not start anything anew: the emulator knows this origin by its certificate.
    writeFileSync(workplace.path('deployment.json'), await compose(by, project, 'run', '--rm', '-T', 'deployment'));
    expect(listed('ps', '--quiet', '--no-trunc')).toEqual(started);
  }, UP_LIMIT);

  afterAll(async () => {
    // Where it did not even get that far, there is nothing to remove.
    if (project === undefined) return;
    await compose(by, project, 'down', '--volumes', '--remove-orphans');
    expect([...listed('ps', '--all', '--quiet'), ...listed('network', 'ls', '--quiet')]).toEqual([]);
    await compiled[Symbol.asyncDispose]();
    workplace[Symbol.dispose]();
  }, UP_LIMIT);

  test('verify on this machine uses all of it, and the configuration conforms', async () => {
    const { status, stdout, stderr } = await workplace.run(
      [
        'verify',
        example('complete-example.json'),
        '--deployment=deployment.json',
        `--endpoint=http://127.0.0.1:${port('EMULATOR_PORT')}`,
      ],
      { env: { AWS_ACCESS_KEY_ID: KEYS.id, AWS_SECRET_ACCESS_KEY: KEYS.secret } },
    );
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: expect.stringContaining('CONFORMS') });
  });

  test('run on this machine uses all of it: cases conform through the Squid, whose tap’s records are pulled', async () => {
    const { status, stdout, stderr } = await workplace.run(
      [
        'run',
        `--run=${FOUR_PROXIES}`,
        '--deployment=deployment.json',
        `--endpoint=http://127.0.0.1:${port('EMULATOR_PORT')}`,
        '--json',
      ],
      { env: { AWS_ACCESS_KEY_ID: KEYS.id, AWS_SECRET_ACCESS_KEY: KEYS.secret } },
    );
    expect(status, stderr).toBe(0);
    const { checks }: Pick<Verification, 'checks'> = JSON.parse(stdout);
    const address = docker(
      'inspect',
      containerOf('squid'),
      '--format',
      '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
    ).trim();
    const proved = checks.filter(({ sightings }) => {
      const relayed = sightings.find((one) => one.witness === 'proxy' && one.relay?.remote.address === address);
      const arrived = sightings.find((one) => one.witness === 'origin' && one.peer.address.endsWith(address));
      return relayed !== undefined && arrived !== undefined;
    });
    expect(proved.map(({ cell, verdict }) => [cell?.caseId, verdict])).toEqual(
      checks.map(() => [FOUR_PROXIES, 'conforms']),
    );
  });

  test('with another tap before it, the Squid is verified as a proxy of one’s own', async () => {
    const squid = { externalProxy: { server: '127.0.0.1', port: Number(port('SQUID_PORT')) } };
    writeFileSync(workplace.path('squid.json'), JSON.stringify({ proxies: [squid] }));
    writeFileSync(workplace.path('hosts.txt'), 'http://anything.example/\n');
    const command = ['verify', 'squid.json', '--proxies=tap', '--hosts=hosts.txt'];
    const { status, stdout, stderr } = await workplace.run(command);
    expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: expect.stringContaining('CONFORMS') });
  });

  /** What a proxy answers to a page, and to tunnels. */
  const through = (proxy: string, authorization?: string) => {
    const headers = authorization === undefined ? {} : { 'proxy-authorization': authorization };
    const where = { host: '127.0.0.1', port: port(proxy), headers, agent: false };
    const page = { ...where, path: 'http://any.example/' };
    const tunnel = { ...where, method: 'CONNECT' };
    const tunnels = [443, 80, 8443].map((destination) => ({ ...tunnel, path: `any.example:${destination}` }));
    return Promise.all([page, ...tunnels].map(ask));
  };

  test('every proxy leads everything to the origin; two ask for their credentials', async () => {
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(await through('OPEN_PORT')).toEqual([200, 200, 200, 200]);
    expect(await through('SQUID_PORT')).toEqual([200, 200, 200, 200]);
    expect(await through('BASIC_ONE_PORT')).toEqual([407, 407, 407, 407]);
    expect(await through('BASIC_ONE_PORT', basic('one:first-password'))).toEqual([200, 200, 200, 200]);
    expect(await through('BASIC_TWO_PORT', basic('one:first-password'))).toEqual([407, 407, 407, 407]);
    expect(await through('BASIC_TWO_PORT', basic('two:second-password'))).toEqual([200, 200, 200, 200]);
  });

  test('all of it is published on loopback only, and runs as nobody, without capabilities', () => {
    for (const published of listed('ps', '--format', '{{.Ports}}').join(', ').split(', ')) {
      if (published.includes('->')) expect(published).toMatch(/^127\.0\.0\.1:/);
    }
    const confined = '{{.Config.User}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}}';
    for (const id of listed('ps', '--quiet')) {
      expect(docker('inspect', id, '--format', confined)).toMatch(
        /^(65532:65532|proxy) \[ALL\] \[no-new-privileges:true\]$/,
      );
    }
  });

  test('no secret is on a command line', () => {
    const commands = listed('ps', '--quiet').map((id) =>
      docker('inspect', id, '--format', '{{.Path}} {{.Args}} {{.Config.Cmd}}'),
    );
    expect(commands).toHaveLength(SERVICES.length);
    for (const secret of [TOKEN, KEYS.secret, 'password']) expect(commands.join('\n')).not.toContain(secret);
  });

  test('records are had by hand at any time, after a run too', async () => {
    const records = async () => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const answer = await fetch(`http://127.0.0.1:${port('OPEN_AGENT_PORT')}/records`, { headers });
      return { status: answer.status, lines: (await answer.text()).split('\n').filter(Boolean).length };
    };
    const before = await records();
    await through('OPEN_PORT');
    await vi.waitFor(async () => {
      const { status, lines } = await records();
      expect([status, lines > before.lines]).toEqual([200, true]);
    }, HEALTHY);
  });

  // The last one: none of them runs afterwards.
  test('asked to end, each of them does so by itself', async () => {
    const ids = listed('ps', '--quiet');
    await compose(by, project, 'stop', '--timeout', String(TO_END));
    const codes = ids.map((id) => docker('inspect', id, '--format', '{{.State.ExitCode}}'));
    expect(codes).toEqual(SERVICES.map(() => '0'));
  });
}

/** @returns the status. */
function ask(options: object): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(options)
      .on('response', (answer) => resolve(answer.resume().statusCode))
      .on('connect', (answer, socket) => {
        socket.destroy();
        resolve(answer.statusCode);
      })
      .on('error', reject)
      .end();
  });
}
