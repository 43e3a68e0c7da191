import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ContainerRuntimeClient, ImageName } from 'testcontainers';
import { tool } from '../../../harness/tool.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const BASE_IMAGE = fileURLToPath(new URL('../../../.ci/base-image.mjs', import.meta.url));

/** Milliseconds for a test's first container: packages are downloaded where the image is not there yet. */
export const BUILDING = 600_000;

const run = promisify(execFile);

/**
 * The image of the real proxies, built once for each version of its Dockerfile: in two minutes where its base has to be
 * made as well.
 *
 * @returns its name.
 */
export async function ensureRealProxiesImage(engine: ContainerRuntimeClient): Promise<string> {
  const dockerfile = await readFile(new URL('Dockerfile', import.meta.url));
  const image = `${tool.name}/real-proxies:${createHash('sha256').update(dockerfile).digest('hex').slice(0, 12)}`;
  if (await engine.image.exists(ImageName.fromString(image))) return image;
  const base = (await run(process.execPath, [BASE_IMAGE, 'debian', '--if-needed'])).stdout.trim();
  // Not Testcontainers' builder, which takes a build that failed for one that did not.
  await run('docker', ['build', '--tag', image, '--build-arg', `DEBIAN_IMAGE=${base}`, FOLDER]);
  return image;
}
