import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { CATEGORIES } from './categories.ts';

/** Allure could not make its page. The results it was to be made from are still there. */
export class AllureGenerationError extends Error {
  readonly code = 'ERR_ALLURE_GENERATION';

  constructor(reason: string) {
    super(`Allure could not generate its page: ${reason}`);
    this.name = 'AllureGenerationError';
  }
}

export interface AllurePage {
  readonly resultsFolder: string;
  /** Where the page goes. */
  readonly page: string;
  /** Grows by one line a run: the trends come from it. */
  readonly history: string;
}

/**
 * Makes Allure's page, one file, in a process of its own: its memory and what it prints are not ours.
 * @throws {AllureGenerationError} when Allure fails.
 */
export async function generateAllurePage({ resultsFolder, page, history }: AllurePage): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'allure-page-'));
  try {
    const configuration = {
      name: 'AgentCore Browser proxy conformance',
      output: path.join(work, 'page'),
      historyPath: history,
      categories: CATEGORIES,
      plugins: { awesome: { options: { singleFile: true, groupBy: ['epic', 'feature'] } } },
    };
    const configurationFile = path.join(work, 'allurerc.json');
    await writeFile(configurationFile, JSON.stringify(configuration));
    await runAllure(['generate', '--config', configurationFile, '--cwd', work, resultsFolder]);
    await copyFile(path.join(work, 'page', 'index.html'), page);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function runAllure(command: readonly string[]): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('allure');
  const child = spawn(process.execPath, [path.join(entry, '..', '..', 'cli.js'), ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [printed, exit] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (exit !== 0) throw new AllureGenerationError(printed.trim() || `it ended with exit status ${exit}.`);
}
