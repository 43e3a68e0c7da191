// Makes a checkout ready to use: packages (Node 24 among them) and the compiled command line. Runs on Node 20 and
// newer, does nothing where nothing is to be done. The browser is found, or installed, by whoever needs it.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
const stamp = join(root, 'node_modules', '.installed-lock.json');

/** Compiled sources, and what decides how they are compiled. */
const SOURCES = ['proxies', 'harness', 'suites', 'reports', 'tsconfig.json', 'tsconfig.build.json'];
const COMPILED = join(root, 'dist', 'harness', 'cli', 'main.js');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  // Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages, which not every registry has.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
  writeFileSync(stamp, lock);
}
if (!existsSync(COMPILED) || SOURCES.some((source) => newest(join(root, source)) > statSync(COMPILED).mtimeMs)) {
  run('npm', ['run', '--silent', 'build']);
}

function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    process.stderr.write(`Set-up failed: "${command} ${args.join(' ')}" ended with status ${status ?? 'none'}.\n`);
    process.exit(1);
  }
}
