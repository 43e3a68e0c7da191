import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { example, Workplace } from '../../harness/cli/testing/command-line.ts';
import { LOOPBACK } from '../../harness/containers/loopback-container.ts';
import { RUN_LABEL } from '../../harness/containers/run-network.ts';
import { withoutEngine } from './engine.ts';
import {
  findLacks,
  holdWitnesses,
  type RootlessEngine,
  removeLeftoversOfTests,
  startRootlessEngine,
} from './rootless.ts';

const UNREACHABLE =
  /^The container engine \(Docker Engine .+, rootless\) publishes ports where this machine cannot reach them: a container that it has published on 127\.0\.0\.1:\d+ does not answer there\. Use an engine of this machine that passes published ports on \(rootless Docker does so unless it is started with --userland-proxy=false\), or keep the proxies in this process with --proxies in-process\.$/;

/** Loopback as well: whoever listens on 127.0.0.1 alone is not there, whoever listens everywhere is. */
const BESIDE = '127.84.12.6';

/** Milliseconds for an engine, two images and a run in it: 25 s on an idle machine, 107 s where twelve others wanted each core. */
const BUSIER_MACHINE = 600_000;
/** Of Compose, on all that it makes. */
const PROJECT = 'com.docker.compose.project';
const BASE_IMAGE = 'agentcore-proxy-conformance/node:local';

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

// Before any test: packages may take longer than a test is given.
const lacks = withoutEngine ? {} : findLacks();
for (const lack of Object.values(lacks)) process.stdout.write(`${lack} The tests of that engine do not run.\n`);

const verifying = ['verify', example('bypass.json'), '--proxies', 'containers', '--schemes', 'http'];

/** Containers and networks that runs made there. */
async function remains({ docker }: RootlessEngine): Promise<readonly string[]> {
  const ours = ['--filter', `label=${RUN_LABEL}`, '--format'];
  const containers = await docker('ps', '--all', ...ours, '{{.Names}}');
  return [...containers, ...(await docker('network', 'ls', ...ours, '{{.Name}}'))];
}

/** Origin and proxy, each with its agent. */
const ON_LOOPBACK_ONLY = Array(4).fill({ address: LOOPBACK, here: true, beside: false });

/** What its containers publish: where it says that is, and where connections are accepted. */
async function published({ docker }: RootlessEngine): Promise<readonly object[]> {
  const containers = await docker('ps', '--quiet');
  const listed = await Promise.all(containers.map((id) => docker('port', id)));
  const looked = listed.flat().map(async (one) => {
    const [, address, port] = / -> (.*):(\d+)$/.exec(one) ?? [];
    return { address, here: await accepts(LOOPBACK, Number(port)), beside: await accepts(BESIDE, Number(port)) };
  });
  return Promise.all(looked);
}

async function accepts(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe.skipIf(withoutEngine)('an engine without root', { timeout: BUSIER_MACHINE }, () => {
  describe.each([
    ['docker', /^Containers: Docker Engine .+, rootless$/],
    ['podman', /^Containers: Podman Engine .+, rootless$/],
  ] as const)('%s', (kind, says) => {
    test.skipIf(lacks[kind] !== undefined)(
      'verify conforms, and leaves nothing there; everything is published on loopback only',
      async () => {
        await using engine = await startRootlessEngine(kind);
        const running = workplace.start(verifying, { env: engine.env });
        const { status, stdout, stderr } = await running.ended;
        expect({ status, stdout }, stderr).toEqual({ status: 0, stdout: expect.stringContaining('CONFORMS') });
        expect(await running.line(/^Containers: /)).toMatch(says);
        expect(await remains(engine)).toEqual([]);
        {
          await using _witnesses = await holdWitnesses(engine);
          expect(await published(engine)).toEqual(ON_LOOPBACK_ONLY);
        }
        expect(await remains(engine)).toEqual([]);
      },
    );
  });

  test.skipIf(lacks.docker !== undefined)(
    'whose published ports do not arrive: one line says so before the run, and nothing is left',
    async () => {
      await using engine = await startRootlessEngine('docker', ['--userland-proxy=false']);
      const { status, stdout, stderr } = await workplace.run(verifying, { env: engine.env });
      expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: '' });
      const lines = stderr.trim().split('\n');
      expect(lines).toEqual([expect.stringMatching(/^Browser: /), expect.stringMatching(UNREACHABLE)]);
      expect(await remains(engine)).toEqual([]);
    },
  );

  // Here, because in an engine that others use it would remove what is theirs.
  test.skipIf(lacks.docker !== undefined)('what killed tests left in it can be removed, and nothing else', async () => {
    await using engine = await startRootlessEngine('docker');
    const labels = {
      run: `${RUN_LABEL}=abcd2345`,
      tests: `${PROJECT}=acpc-abcd2345`,
      other: `${PROJECT}=acpc-project`,
    };
    for (const [name, label] of Object.entries(labels)) {
      await engine.docker('create', '--name', name, '--label', label, BASE_IMAGE, 'node');
      await engine.docker('network', 'create', '--label', label, name);
    }
    const left = async () => {
      const [containers, networks] = await Promise.all([
        engine.docker('ps', '--all', '--format', '{{.Names}}'),
        engine.docker('network', 'ls', '--filter', 'type=custom', '--format', '{{.Name}}'),
      ]);
      return [...containers.toSorted(), ...networks.toSorted()];
    };
    await removeLeftoversOfTests(engine, 60);
    expect(await left()).toEqual(['other', 'run', 'tests', 'other', 'run', 'tests']);
    await removeLeftoversOfTests(engine, 0);
    expect(await left()).toEqual(['other', 'other']);
  });
});
