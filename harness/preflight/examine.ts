import { availableMemory } from 'node:process';
import type { Check, Checked, Surroundings } from './check.ts';
import { browser } from './checks/browser.ts';
import { credentials } from './checks/credentials.ts';
import { deployment } from './checks/deployment.ts';
import { endpoint } from './checks/endpoint.ts';
import { engine } from './checks/engine.ts';
import { memoryCheck } from './checks/memory.ts';
import { outFolder } from './checks/out-folder.ts';
import { programCheck } from './checks/program.ts';
import { proxyCheck } from './checks/proxy.ts';
import { runtime } from './checks/runtime.ts';
import { temporaryFolderCheck } from './checks/temporary-folder.ts';

const ALWAYS: readonly Check[] = [
  runtime,
  browser,
  memoryCheck(availableMemory),
  temporaryFolderCheck(),
  engine,
  programCheck(
    'certutil',
    'with which browsers are told to trust an authority',
    'Install it; on Debian it is in libnss3-tools.',
  ),
  programCheck('aws', 'the AWS CLI', 'Install it, if you want to run the scripts that init writes.'),
  credentials,
  endpoint,
];

/** Looks at everything at once. @returns the outcomes, in the order in which they are shown. */
export function examine(surroundings: Surroundings): Promise<readonly Checked[]> {
  const { out, configuration, deployment: described } = surroundings;
  const checks = [
    ...ALWAYS,
    ...(out === undefined ? [] : [outFolder]),
    ...(described === undefined ? [] : [deployment]),
    ...(configuration === undefined
      ? []
      : configuration.configuration.proxies.map((_, index) => proxyCheck(configuration.configuration, index))),
  ];
  return Promise.all(checks.map(async ({ id, ...check }) => ({ id, outcome: await check.examine(surroundings) })));
}
