import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Reporter } from '../harness/conformance/reporter.ts';
import { generateAllurePage } from './allure/generate.ts';
import { writeAllureResults } from './allure/results.ts';

/** `allure-results/` for an Allure of the user's own, and `allure.html`, made of it. */
const reporter: Reporter = {
  id: 'allure',
  order: 6,
  writes: ['allure.html', 'allure-results/'],
  async report(verification, folder) {
    const resultsFolder = path.join(folder, 'allure-results');
    const page = path.join(folder, 'allure.html');
    // What an earlier run left there would be counted as this run's. Its history lies beside it and stays.
    await rm(resultsFolder, { recursive: true, force: true });
    try {
      writeAllureResults(verification, folder, resultsFolder);
    } catch (error) {
      await rm(resultsFolder, { recursive: true, force: true });
      throw error;
    }
    const history = path.join(folder, 'allure-history.jsonl');
    // Cells stand below their case; a configuration's tests say in their names what a third level would.
    const groupBy = ['epic', 'feature', ...(verification.suite === undefined ? [] : ['story'])];
    await generateAllurePage({ resultsFolder, page, history, groupBy });
    return [
      { title: 'Allure page', path: page },
      { title: 'Allure results', path: resultsFolder },
    ];
  },
};

export default reporter;
