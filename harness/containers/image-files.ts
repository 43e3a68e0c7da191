import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `.ts` where this runs from its sources, which Node.js 24 runs too; `.js` in the package. */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
/** Folder of `proxies` and `harness`, whichever of the two they are. */
const CODE = fileURLToPath(new URL('../../', import.meta.url));
const resolver = createRequire(import.meta.url);
const MANIFEST = resolver.resolve('agentcore-proxy-conformance/package.json');
/** The only package that a witness needs, as long as it is given its certificate. */
const PACKAGE = 'ws';

/** What a container runs, below the image's working folder. */
export const commands = {
  proxy: `dist/proxies/serve/main${EXTENSION}`,
  origin: `dist/harness/origin/serve${EXTENSION}`,
} as const;

/** Imports of modules of ours that are still there when types are gone. */
const IMPORT = /^(?:import|export)\s(?!type\s)[^;'"]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'/gm;

/** Everything that the image is made of, by path below the build context. */
export type ImageFiles = ReadonlyMap<string, Buffer>;

/** Reads the modules of both witnesses, the manifest and the Dockerfile; other packages are copied later. */
export async function readImageFiles(): Promise<ImageFiles> {
  const files = new Map<string, Buffer>();
  const visit = async (path: string): Promise<void> => {
    const name = join('dist', relative(CODE, path));
    if (files.has(name)) return;
    const content = await readFile(path);
    files.set(name, content);
    const imports = content.toString('utf8').matchAll(IMPORT);
    for (const [, from, bare] of imports) await visit(join(dirname(path), from ?? bare ?? ''));
  };
  for (const command of Object.values(commands)) await visit(join(CODE, relative('dist', command)));
  files.set('package.json', await readFile(MANIFEST));
  files.set('Dockerfile', await readFile(join(dirname(MANIFEST), 'proxies', 'Dockerfile')));
  return files;
}

/** Equal for equal images: a few characters that go into the tag. */
export function fingerprint(files: ImageFiles, base: string): string {
  const hash = createHash('sha256').update(base);
  for (const [name, content] of [...files].sort()) hash.update(`\n${name} ${content.length}\n`).update(content);
  return hash.digest('hex').slice(0, 12);
}

/** Writes the build context. */
export async function writeImageFiles(files: ImageFiles, folder: string): Promise<void> {
  for (const [name, content] of files) {
    await mkdir(join(folder, dirname(name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  await cp(dirname(resolver.resolve(PACKAGE)), join(folder, 'node_modules', PACKAGE), { recursive: true });
}
