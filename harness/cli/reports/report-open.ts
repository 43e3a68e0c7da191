import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import type { ExitCode, Io } from '../io.ts';
import { type OpenOptions, PAGES } from './report-options.ts';

/** The machine that a page is shown on; only tests have another one than this. */
export interface Desktop {
  /** Whether there is a screen and somebody before it. */
  readonly hasDisplay: boolean;
  /** Shows a file in the default browser. @throws {Error} where there is none. */
  open(file: string): Promise<void>;
}

/**
 * Shows a report's page in the default browser, and says where it is.
 * @param where a folder with reports, or a page.
 * @throws {InvalidInputError} where there is no such page.
 */
export async function openReport(
  where: string,
  { page, json }: OpenOptions,
  io: Io,
  desktop: Desktop = thisDesktop(process.env),
): Promise<ExitCode> {
  const file = await pageAt(where, page);
  const failure = desktop.hasDisplay ? await desktop.open(file).then(() => undefined, String) : 'There is no display.';
  if (json) io.out(JSON.stringify({ page: file, opened: failure === undefined }, null, 2));
  else io.out(file);
  if (failure !== undefined) io.err(`Not opened: ${failure}`);
  return 0;
}

async function pageAt(where: string, page: OpenOptions['page']): Promise<string> {
  const path = resolve(where);
  const candidates = page === undefined ? Object.values(PAGES) : [PAGES[page]];
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw noPage(where, 'There is no such folder or file.');
  if (found.isFile()) {
    if (!path.endsWith('.html')) throw noPage(where, 'This is no page that a browser shows.');
    return path;
  }
  for (const name of candidates) {
    const file = join(path, name);
    if ((await stat(file).catch(() => undefined))?.isFile()) return file;
  }
  throw noPage(where, `This folder has no ${candidates.join(' and no ')}.`);
}

function noPage(where: string, problem: string): InvalidInputError {
  return new InvalidInputError(where, [
    {
      path: '',
      rule: 'no-page',
      problem,
      fix: 'Name a folder that `verify` or `run` has written with --out, or a page in it.',
    },
  ]);
}

/** Linux says by the environment whether there is a display; others always have one. */
function thisDesktop(environment: NodeJS.ProcessEnv): Desktop {
  const names = ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'];
  return {
    hasDisplay: process.platform !== 'linux' || names.some((name) => environment[name]),
    async open(file) {
      const { default: open } = await import('open');
      await open(file);
    },
  };
}
