// Proves that the published package works for somebody who has nothing but it: packs it as `npm publish` would, installs
// the tarball in an empty folder, and uses it there with the machine's own Node.js. One line a check; 1 where one fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'acpc-package-'));
const consumer = join(folder, 'consumer');
const installed = join(consumer, 'node_modules', name);
mkdirSync(consumer);

// npm scripts put the checkout's own programs, Node.js among them, in front of the machine's.
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((entry) => !entry.includes('node_modules'))
  .join(delimiter);
const env = { ...process.env, PATH, NO_COLOR: '1' };

/** What a consumer must not get: tests, what they need, and compiled files whose source is gone. */
const UNWANTED = /\.test\.|(^|\/)(fixtures|testing|benchmarks)\/|\.setup\.|\.map$|\.log$/;

let files = [];

const CHECKS = [
  ['the package can be packed', pack],
  ['the tarball holds what it must and nothing else', checkFiles],
  ['the tarball can be installed in an empty folder', install],
  ['npx runs the command line: --version', () => equal(cli(['--version']).stdout, `${version}\n`)],
  ['npx runs the command line: explain', checkExplain],
  ['npx runs the command line: verify of a shipped example', checkVerify],
  ['the library can be imported', checkLibrary],
  ['the library’s types fit a consumer', checkTypes],
  ['npx runs the command line in the checkout itself', checkCheckout],
];

let failed = 0;
const node = run('node', ['--version'], folder).stdout.trim();
process.stdout.write(`${name} ${version} with Node.js ${node}\n`);
try {
  for (const [title, check] of CHECKS) {
    const started = performance.now();
    try {
      check();
      process.stdout.write(`ok    ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
    } catch (error) {
      failed++;
      process.stdout.write(`FAIL  ${title}: ${error instanceof Error ? error.message : error}\n`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

function pack() {
  const { stdout } = run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], root);
  // Scripts of the package may have printed before the list.
  const [packed] = JSON.parse(stdout.slice(stdout.search(/^\[$/m)));
  files = packed.files.map(({ path }) => path);
}

function checkFiles() {
  const wanted = [
    'package.json',
    'README.md',
    'LICENSE',
    'dist/harness/cli/main.js',
    'dist/harness/index.d.ts',
    'dist/proxies/index.d.ts',
  ];
  const missing = wanted.filter((path) => !files.includes(path));
  const unwanted = files.filter((path) => UNWANTED.test(path));
  const stale = files.filter((path) => {
    const source = /^dist\/(.+?)(?:\.d\.ts|\.js)$/.exec(path)?.[1];
    return source !== undefined && !existsSync(join(root, `${source}.ts`));
  });
  const faults = Object.entries({ missing, unwanted, 'without a source (remove dist)': stale }).filter(
    ([, paths]) => paths.length > 0,
  );
  if (faults.length > 0) throw new Error(faults.map(([what, paths]) => `${what}: ${paths.join(', ')}`).join('; '));
}

function install() {
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const tarball = join(folder, `${name}-${version}.tgz`);
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', tarball], consumer);
}

function cli(args) {
  return run('npx', ['--no-install', name, ...args], consumer);
}

function checkExplain() {
  const { stdout } = cli(['explain', join(installed, 'suites/examples/bypass.json'), 'https://www.example.com/']);
  if (!stdout.startsWith('https://www.example.com/ → ')) throw new Error(`it printed ${JSON.stringify(stdout)}`);
}

function checkVerify() {
  const { stdout } = cli(['verify', join(installed, 'suites/examples/complete-example.json'), '--out', 'out']);
  if (!/^CONFORMS /m.test(stdout)) throw new Error(`it printed ${JSON.stringify(stdout)}`);
  for (const report of ['matrix.html', 'allure.html', 'junit.xml', 'conformance-report.json']) {
    if (!existsSync(join(consumer, 'out', report))) throw new Error(`there is no ${report}`);
  }
}

function checkLibrary() {
  const program = `
    import assert from 'node:assert/strict';
    import { decide, loadProxyConfiguration, verify } from '${name}';
    import { collectRecords, startInstrumentedProxy } from '${name}/proxies';
    const { configuration } = await loadProxyConfiguration({ path: process.argv[2] });
    assert.deepEqual(decide(configuration, 'www.company.com').route, { kind: 'proxy', index: 0 });
    assert.equal(typeof verify, 'function');
    const proxy = await startInstrumentedProxy({ name: 'own', sink: collectRecords(), access: { kind: 'open' } });
    await proxy[Symbol.asyncDispose]();`;
  writeFileSync(join(consumer, 'library.mjs'), program);
  run('node', ['library.mjs', join(installed, 'suites/examples/complete-example.json')], consumer);
}

function checkTypes() {
  const program = `
    import { decide, type ProxyConfiguration, type Verification, verify } from '${name}';
    import { collectRecords, type InstrumentedProxy, startInstrumentedProxy } from '${name}/proxies';
    const configuration: ProxyConfiguration = { proxies: [{ externalProxy: { server: 'a.example', port: 3128 } }] };
    const kind: 'proxy' | 'direct' = decide(configuration, 'b.example').route.kind;
    // @ts-expect-error a port is a number: were everything \`any\`, this would be fine
    const wrong: ProxyConfiguration = { proxies: [{ externalProxy: { server: 'a.example', port: '3128' } }] };
    export const run = (): Promise<Verification> =>
      verify({ configuration, configurationSource: kind, browser: '/usr/bin/chromium' });
    export const proxy = (): Promise<InstrumentedProxy> =>
      startInstrumentedProxy({ name: 'own', sink: collectRecords(), access: { kind: 'open' } });
    export { wrong };`;
  writeFileSync(join(consumer, 'consumer.ts'), program);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const types = join(root, 'node_modules/@types');
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023,esnext.disposable'];
  run('node', [tsc, '--noEmit', ...options, '--typeRoots', types, '--types', 'node', 'consumer.ts'], consumer);
}

function checkCheckout() {
  equal(run('npx', ['--no-install', name, '--version'], root).stdout, `${version}\n`);
}

function run(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    const said = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-12).join('\n');
    throw new Error(`"${command} ${args.join(' ')}" ended with ${status ?? error?.message}\n${said}`);
  }
  return { stdout };
}

function equal(actual, expected) {
  if (actual !== expected) throw new Error(`expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
}
