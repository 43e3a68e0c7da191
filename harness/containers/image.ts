import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContainerRuntimeClient, ImageName } from 'testcontainers';
import { tool } from '../tool.ts';
import { buildImage } from './build-image.ts';
import { fingerprint, readImageFiles, writeImageFiles } from './image-files.ts';

/** The image of the witnesses could not be made. The message says what to do. */
class ImageError extends Error {
  readonly code = 'ERR_WITNESS_IMAGE';

  constructor(base: string, cause: unknown) {
    super(
      `The image of the witnesses could not be built on ${base}. Where no registry answers, make a base image with "node .ci/base-image.mjs node" of a checkout, or name one that has Node.js 24 in ACPC_NODE_IMAGE. The engine says: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
    this.name = 'ImageError';
  }
}

/** From a registry. */
const DEFAULT_BASE = 'node:24-slim';
/** Made on this machine by `.ci/base-image.mjs`, where no registry answers. */
const LOCAL_BASE = `${tool.name}/node:local`;

/**
 * The image of both witnesses, built once for each version of their code.
 *
 * @returns its name.
 * @throws {ImageError}
 */
export async function ensureWitnessImage(engine: ContainerRuntimeClient): Promise<string> {
  const base = await baseImage(engine);
  const files = await readImageFiles();
  const image = `${tool.name}/witness:${fingerprint(files, base)}`;
  if (await engine.image.exists(ImageName.fromString(image))) return image;
  const context = await mkdtemp(join(tmpdir(), 'acpc-image-'));
  try {
    await writeImageFiles(files, context);
    const entries = await readdir(context);
    await buildImage(engine, { name: image, context, entries, arguments: { NODE_IMAGE: base } });
    return image;
  } catch (cause) {
    throw new ImageError(base, cause);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

async function baseImage(engine: ContainerRuntimeClient): Promise<string> {
  const named = process.env['ACPC_NODE_IMAGE'];
  if (named) return named;
  return (await engine.image.exists(ImageName.fromString(LOCAL_BASE))) ? LOCAL_BASE : DEFAULT_BASE;
}
