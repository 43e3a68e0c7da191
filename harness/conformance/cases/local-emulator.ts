import type { LookupFunction } from 'node:net';
import type { PersonalityName } from '../../emulator/personality/personality.ts';
import { NAMES } from '../emulated-target.ts';
import { inProcessTarget } from '../in-process-target.ts';
import type { OpenTarget } from '../run-target.ts';
import { ACCESS } from './callers.ts';
import { onlyProxiesResolve } from './private-names.ts';
import { faultyParts, type Sabotage } from './sabotage.ts';

/** Sessions at once. A session costs the start of a browser, which is processor time: more do not help on two cores. */
export const PARALLEL_UNITS = 3;

interface LocalEmulatorOptions {
  readonly browser: string;
  readonly personality?: PersonalityName;
  readonly sabotage?: Sabotage;
}

/** The emulator of a run of cases, with everybody whom cases know. @param units so many sessions are expected. */
export function localEmulator({ browser, personality, sabotage }: LocalEmulatorOptions, units: number): OpenTarget {
  return inProcessTarget({
    executable: browser,
    sessions: { total: units, parallel: PARALLEL_UNITS },
    access: ACCESS,
    names: { ...NAMES, resolves: async (name) => !onlyProxiesResolve(name) },
    lookup: noSuchName,
    ...(personality === undefined ? {} : { personality }),
    ...(sabotage === undefined ? {} : faultyParts(sabotage.fault)),
  });
}

/** Names lead nowhere: stand-ins have addresses, and nobody outside this machine is to be asked. */
const noSuchName: LookupFunction = (hostname, _options, answer) => {
  const error: NodeJS.ErrnoException = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  error.code = 'ENOTFOUND';
  process.nextTick(answer, error, '');
};
