import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { writeText } from '../text-file.ts';
import { CATEGORIES } from './categories.ts';

/** Allure could not make its page. The results it was to be made from are still there. */
export class AllureGenerationError extends Error {
  readonly code = 'ERR_ALLURE_GENERATION';

  constructor(reason: string) {
    super(`Allure could not generate its page: ${reason}`);
    this.name = 'AllureGenerationError';
  }
}

/** Runs kept for the trends; one run of 10,000 probes takes about 1.5 MB of the page. */
const HISTORY_RUNS = 10;

export interface AllurePage {
  readonly resultsFolder: string;
  /** Where the page goes. */
  readonly page: string;
  /** Grows by one line a run, up to {@link HISTORY_RUNS}: the trends come from it. */
  readonly history: string;
  /** Labels that make the levels of the tree of behaviours. */
  readonly groupBy: readonly string[];
}

/**
 * Makes Allure's page, one file, in a process of its own: its memory and what it prints are not ours.
 * @throws {AllureGenerationError} when Allure fails.
 */
export async function generateAllurePage({ resultsFolder, page, history, groupBy }: AllurePage): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), 'allure-page-'));
  try {
    // Allure appends to it; beside the reports it is replaced as a whole.
    const ownHistory = path.join(work, 'history.jsonl');
    if (existsSync(history)) await copyFile(history, ownHistory);
    const configuration = {
      name: 'AgentCore Browser proxy conformance',
      output: path.join(work, 'page'),
      historyPath: ownHistory,
      historyLimit: HISTORY_RUNS,
      categories: CATEGORIES,
      plugins: { awesome: { options: { singleFile: true, groupBy } } },
    };
    const configurationFile = path.join(work, 'allurerc.json');
    await writeFile(configurationFile, JSON.stringify(configuration));
    await runAllure(['generate', '--config', configurationFile, '--cwd', work, resultsFolder]);
    await writeText(page, [withoutNetwork(await readFile(path.join(work, 'page', 'index.html'), 'utf8'))]);
    await writeText(history, [await readFile(ownHistory, 'utf8')]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Allure's template loads a usage counter from the Internet and has no setting against it (3.18). */
const USAGE_COUNTER =
  /<script async src="https:\/\/www\.googletagmanager\.com[^>]*><\/script>\s*<script>.*?<\/script>/s;

/** Lets the page use only what is inside it. Should the counter come back in another form, it stays blocked. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src data: blob: 'unsafe-inline' 'unsafe-eval'">`;

function withoutNetwork(html: string): string {
  return html.replace(USAGE_COUNTER, '').replace('<head>', `<head>${POLICY}`);
}

/** All that Allure gets of our environment, which may hold credentials. */
const HANDED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'LANG',
  'TZ',
  'NODE_COMPILE_CACHE',
  'NODE_OPTIONS',
];

async function runAllure(command: readonly string[]): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('allure');
  const child = spawn(process.execPath, [path.join(entry, '..', '..', 'cli.js'), ...command], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: Object.fromEntries(HANDED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  });
  const [printed, exit] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  if (exit !== 0)
    throw new AllureGenerationError(stripVTControlCharacters(printed).trim() || `it ended with exit status ${exit}.`);
}
