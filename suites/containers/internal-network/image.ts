import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tool } from '../../../harness/tool.ts';
import { baseImage, compileProject } from '../project.ts';

const IMAGE = `${tool.name}/emulator:internal-network-test`;
const FOLDER = 'suites/containers/internal-network';
const MODULES = ['leaking-emulator', 'listener', 'relay'];

/** What containers of the image run instead of the emulator, below its working folder. */
export const modules = {
  leakingEmulator: `dist/${FOLDER}/leaking-emulator.js`,
  listener: `dist/${FOLDER}/listener.js`,
  relay: `dist/${FOLDER}/relay.js`,
} as const;

/** The emulator's image as its Dockerfile makes it, with a few modules of the tests. @returns its name. */
export async function ensureEmulatorImage(): Promise<string> {
  await using project = await compileProject(MODULES.map((name) => `${FOLDER}/${name}.ts`));
  const dockerfile = join(project.folder, 'harness', 'emulator', 'Dockerfile');
  const argument = `CHROMIUM_IMAGE=${await baseImage('chromium')}`;
  await promisify(execFile)('docker', [
    'build',
    ...['--file', dockerfile],
    ...['--tag', IMAGE],
    ...['--build-arg', argument],
    project.folder,
  ]);
  return IMAGE;
}
