/**
 * Starts and stops sessions of one emulator many times over, then runs many at once, and looks at what is left behind.
 * Prints what it measured. Exit codes: 0 nothing was left, 1 something was, 3 it did not get to its end.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startSession } from '../../harness/sessions/browser-service.ts';
import { connectCdp } from '../../harness/sessions/cdp.ts';
import { signStream } from '../../harness/sessions/sign-stream.ts';
import type { Target } from '../../harness/sessions/target.ts';
import { EmulatorProcess, type Holdings } from './emulator-process.ts';

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '200' },
    sessions: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '9' },
  },
});
const CYCLES = Number(values.cycles);
const SESSIONS = Number(values.sessions);

/** The first cycles compile code and fill caches; memory is compared with what it is after them. */
const WARM_UP_CYCLES = 20;

/** Memory that may come on top after the warm-up. The last 200 ended sessions are remembered, at a few kB each. */
const MEMORY_GROWTH_MEGABYTES = 24;

/** How long the emulator may take to be idle again: its warm browser has to be up, and connections to be closed. */
const SETTLING_MILLISECONDS = 60_000;
const SETTLING_STEP_MILLISECONDS = 250;

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** Starts a session, and has its browser answer. @returns what ends both */
async function open(target: Target): Promise<() => Promise<void>> {
  const session = await startSession(target, {
    name: 'soak',
    proxyConfiguration: { proxies: [{ externalProxy: { server: '127.0.0.1', port: 9 } }] },
    timeoutSeconds: 900,
  });
  const cdp = await connectCdp(session.streamEndpoint, await signStream(session.streamEndpoint, target));
  await cdp.send('Browser.getVersion');
  return async () => {
    await cdp[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
  };
}

async function cycle(target: Target): Promise<void> {
  const close = await open(target);
  await close();
}

/** Waits until an emulator without sessions holds no more than it did before, or for as long as that may take. */
async function settled(emulator: EmulatorProcess, before?: Holdings): Promise<Holdings> {
  const deadline = performance.now() + SETTLING_MILLISECONDS;
  let last = emulator.holdings();
  for (let same = 0; same < 4 && performance.now() < deadline; ) {
    await delay(SETTLING_STEP_MILLISECONDS);
    const next = emulator.holdings();
    const still = next.processes === last.processes && next.sockets === last.sockets && next.folders === last.folders;
    same = still && (before === undefined || leftovers(before, next).length === 0) ? same + 1 : 0;
    last = next;
  }
  return last;
}

function leftovers(before: Holdings, after: Holdings): readonly string[] {
  return (['processes', 'sockets', 'folders'] as const)
    .filter((kind) => after[kind] > before[kind])
    .map((kind) => `${after[kind] - before[kind]} more ${kind} than before`);
}

function row(label: string, { processes, sockets, folders, memory }: Holdings): void {
  const columns = [processes, sockets, folders, memory.toFixed(1)].map((value) => String(value).padStart(10));
  say(`${label.padEnd(28)}${columns.join('')}`);
}

async function soak(emulator: EmulatorProcess): Promise<readonly string[]> {
  const target = await emulator.target();
  say(`${''.padEnd(28)}${['processes', 'sockets', 'folders', 'memory/MB'].map((name) => name.padStart(10)).join('')}`);
  for (let i = 0; i < WARM_UP_CYCLES; i++) await cycle(target);
  const before = await settled(emulator);
  row(`after ${WARM_UP_CYCLES} cycles of warm-up`, before);

  const started = performance.now();
  for (let done = 1; done <= CYCLES; done++) {
    await cycle(target);
    if (done % 20 === 0) row(`cycle ${done}`, emulator.holdings());
  }
  const perCycle = (performance.now() - started) / CYCLES;
  const after = await settled(emulator, before);
  row(`idle after ${CYCLES} cycles`, after);
  say(`${perCycle.toFixed(0)} ms a cycle`);

  const closing = await Promise.all(Array.from({ length: SESSIONS }, () => open(target)));
  row(`${SESSIONS} sessions at once`, emulator.holdings());
  await Promise.all(closing.map((close) => close()));
  const afterwards = await settled(emulator, before);
  row(`idle after ${SESSIONS} at once`, afterwards);

  const { code, processes, folders } = await emulator.end();
  say(`after Ctrl-C: exit code ${code}, ${processes} processes and ${folders} folders left`);
  const growth = after.memory - before.memory;
  return [
    ...leftovers(before, after).map((what) => `After ${CYCLES} cycles: ${what}.`),
    ...leftovers(before, afterwards).map((what) => `After ${SESSIONS} sessions at once: ${what}.`),
    ...(growth > MEMORY_GROWTH_MEGABYTES ? [`Memory grew by ${growth.toFixed(1)} MB.`] : []),
    ...(code === 0 && processes === 0 && folders === 0 ? [] : ['The emulator did not end clean.']),
  ];
}

using emulator = new EmulatorProcess();
// Nothing here may wait for ever: whatever hangs ends with the process, and the emulator with it.
const tooLate = setTimeout(() => {
  say(`INCOMPLETE: not done after ${values.minutes} minutes.`);
  emulator[Symbol.dispose]();
  process.exit(3);
}, Number(values.minutes) * 60_000);
process.exitCode = 3;
const problems = await soak(emulator);
clearTimeout(tooLate);
for (const problem of problems) say(`LEFT BEHIND  ${problem}`);
if (problems.length === 0) say('CLEAN  Nothing was left behind.');
process.exitCode = problems.length === 0 ? 0 : 1;
