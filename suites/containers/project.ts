import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPILER = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

/** What images are built from besides the compiled package. */
const FILES = [
  'package.json',
  'docker-compose.yml',
  '.dockerignore',
  'proxies/Dockerfile',
  'harness/emulator/Dockerfile',
  'suites/containers/real-proxies/Dockerfile',
  'suites/examples/squid.conf',
];

/** Half of all files of packages, which nobody reads in a container. */
const SUPERFLUOUS = /\.(ts|cts|mts|map|md)$/;

const run = promisify(execFile);

/** A copy of the project as somebody has it who has built it: nothing depends on what the checkout's own `dist` holds. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
}

/** @param further modules of tests that containers run, below the checkout. */
export async function compileProject(further: readonly string[] = []): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'acpc-project-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    const settings = {
      extends: join(ROOT, 'tsconfig.build.json'),
      compilerOptions: { rootDir: ROOT, outDir: join(folder, 'dist'), declaration: false, noCheck: true, types: [] },
      include: ['proxies', 'harness', 'suites', 'reports'].map((room) => join(ROOT, room)),
      files: further.map((module) => join(ROOT, module)),
    };
    const configuration = join(folder, 'tsconfig.json');
    await writeFile(configuration, JSON.stringify(settings));
    await run(process.execPath, [COMPILER, '-p', configuration]);
    for (const path of [...FILES, ...(await contextPackages())]) {
      await cp(join(ROOT, path), join(folder, path), { recursive: true, filter: (one) => !SUPERFLUOUS.test(one) });
    }
    return { folder, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** The packages that .dockerignore lets into the context of the images. */
async function contextPackages(): Promise<readonly string[]> {
  const rules = await readFile(join(ROOT, '.dockerignore'), 'utf8');
  return rules.split('\n').flatMap((rule) => (rule.startsWith('!node_modules/') ? [rule.slice(1)] : []));
}

/**
 * A base image: from a registry, or made here.
 * @returns its name.
 */
export async function baseImage(kind: 'node' | 'debian' | 'chromium'): Promise<string> {
  const script = join(ROOT, '.ci', 'base-image.mjs');
  return (await run(process.execPath, [script, kind, '--if-needed'])).stdout.trim();
}
