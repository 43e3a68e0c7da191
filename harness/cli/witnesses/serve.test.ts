import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Running, Workplace } from '../testing/command-line.ts';

const LOOPBACK = ['--host', '127.0.0.1', '--listen', '127.0.0.1'];
const ANY_PORTS = ['--ports', '0,0', '--origin-ports', '0,0', '--agent-port', '0'];

let workplace: Workplace;
beforeEach(() => {
  workplace = new Workplace();
});
afterEach(() => workplace[Symbol.dispose]());

const serving = (...more: readonly string[]) =>
  workplace.start(['proxies', 'serve', ...LOOPBACK, ...ANY_PORTS, ...more]);

/** Settles when a line that ends so is on standard output. */
async function printed(running: Running, end: string): Promise<void> {
  if (running.process.stdout === null) throw new Error('The command has no standard output.');
  for await (const line of createInterface({ input: running.process.stdout })) if (line.endsWith(end)) return;
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'serves until %s; the file is the owner’s, and gone afterwards',
  async (signal) => {
    const running = serving('--json');
    await printed(running, '}');
    const file = workplace.path('deployment.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, proxies: [{}, {}] });
    running.process.kill(signal);
    expect(await running.ended).toMatchObject({ status: 0 });
    expect(readdirSync(workplace.folder)).toEqual(['tmp']);
  },
);

test('says what runs where, and what to do next', async () => {
  const running = serving('--domain', '*.conformance.example.com', '--out', 'here.json');
  const path = workplace.path('here.json');
  await printed(running, 'here.json');
  running.process.kill('SIGTERM');
  const { stdout } = await running.ended;
  expect(
    stdout
      .replaceAll(workplace.folder, 'HERE')
      .replace(/\d{4}-\d\d-\d\d/, 'DATE')
      .replace(/\d{5}/g, 'N'),
  ).toMatchInlineSnapshot(`
    "Serving 2 proxies and their origin at 127.0.0.1, until DATE.
    Until a run holds them, the proxies refuse everybody.

      proxies  N, N
      origin   N (http), N (https)
      agents   N, N, N (TLS)

    Deployment file: HERE/here.json
    (readable by you alone, for it holds the tokens of the agents; a new one is written at every start)

    What to do next:
    1. Firewall: sessions have to reach the ports of the proxies and of the origin, nobody else needs to.
       The machine that runs the harness has to reach those of the agents.
    2. DNS: a wildcard record *.conformance.example.com, type A, for 127.0.0.1. Direct requests are proved below conformance.example.com.
       Sessions ask for ports 80 and 443: lead those of 127.0.0.1 to N and N.
    3. Copy the file to the machine that runs the harness, and there:
       agentcore-proxy-conformance verify <configuration.json> --target aws --region <region> --deployment here.json
    "
  `);
  expect(existsSync(path)).toBe(false);
});

test('without a domain it says what cannot be proved', async () => {
  const running = serving();
  await printed(running, 'deployment.json');
  running.process.kill('SIGTERM');
  expect((await running.ended).stdout).toContain(
    [
      '2. DNS: none is needed for requests through proxies, which lead every name to the origin.',
      '   Direct requests end wherever their names lead, so they cannot be proved. With --domain they can.',
    ].join('\n'),
  );
});

test('an older deployment file is replaced, another file is not', async () => {
  const file = workplace.path('deployment.json');
  writeFileSync(file, '{"mine":1}');
  const refused = await serving().ended;
  expect(refused).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is another file of this name, which is no deployment file.'),
  });
  expect(readFileSync(file, 'utf8')).toBe('{"mine":1}');
});

test.each([
  [['--host', 'http://a.example'], 'Write a host name or an IPv4 address; no scheme, no port.'],
  [['--ports', '1,2,3,4,5,6'], 'A session takes five proxies at most.'],
  [['--ports', '65536'], 'A port is a whole number from 0 to 65535.'],
  [['--origin-ports', '80'], 'Write two ports, as 80,443.'],
  [['--agent-port', '65535'], 'The ports after it are needed too: 65530 at most.'],
  [['--domain', 'a b'], 'Write a domain, as conformance.example.com.'],
  [['--listen', '203.0.113.1'], '203.0.113.1 is no address of this machine.'],
  [['--out', 'no/such/folder.json'], 'The file cannot be written (ENOENT).'],
])('%j is one line and exit code 2', async (more, message) => {
  const { status, stderr } = await serving(...more).ended;
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});

test('a port that is taken is named', async () => {
  const first = serving('--json');
  await printed(first, '}');
  const { port } = JSON.parse(readFileSync(workplace.path('deployment.json'), 'utf8')).proxies[0];
  const second = await serving('--ports', String(port), '--out', 'second.json').ended;
  expect(second).toMatchObject({ status: 2, stderr: expect.stringContaining(`Port ${port} on 127.0.0.1 is taken.`) });
  first.process.kill('SIGTERM');
  await first.ended;
});
