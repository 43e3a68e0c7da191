import type { Load, Path } from './proxy-load.ts';
import { OrderedProcess } from './proxy-process.ts';
import { type BenchmarkResult, benchmarkResult, median } from './result.ts';

/** Rounds of each measurement; the subjects take turns within a round, so that a disturbance hits them alike. */
const ROUNDS = 7;
/** Tunnels a round. With all rounds some 13,000 connections a subject, below the number of ephemeral ports. */
const TUNNELS = 800;
const IN_FLIGHT = 32;
const SMALL_BYTES = 2;
const BULK_BYTES = 128 * 1024 * 1024;
const IDLE_TUNNELS = 1_000;

const SUBJECTS = ['ours', 'node-http', 'proxy-chain'] as const;
type Subject = (typeof SUBJECTS)[number];

const r: Record<string, Record<string, number[]>> = {};
await using origin = new OrderedProcess('./proxy-origin.ts');
await using load = new OrderedProcess('./proxy-load.ts');
const originPort = await origin.order<number>('port');
const subs: [Subject, OrderedProcess, number][] = [];
for (const s of SUBJECTS) {
  const p = new OrderedProcess(`./proxy-subject-${s}.ts`);
  subs.push([s, p, await p.order<number>('port')]);
}
for (let i = 0; i < ROUNDS + 1; i++)
  for (const [s, p, proxyPort] of subs) {
    const a = await p.order<number>('processorTime');
    const sec = await load.order<number>('run', {
      proxyPort,
      originPort,
      operations: TUNNELS,
      inFlight: IN_FLIGHT,
      bytes: SMALL_BYTES,
    } satisfies Load);
    const b = await p.order<number>('processorTime');
    const sec2 = await load.order<number>('run', {
      proxyPort,
      originPort,
      operations: 1,
      inFlight: 1,
      bytes: BULK_BYTES,
    } satisfies Load);
    const c = await p.order<number>('processorTime');
    if (i) {
      const x = (r[s] ??= { wall: [], cpu: [], bulk: [], bulkcpu: [] });
      x['wall']!.push(TUNNELS / sec);
      x['cpu']!.push((1e6 * TUNNELS) / (b - a));
      x['bulk']!.push(128 / sec2);
      x['bulkcpu']!.push(128e6 / (c - b));
    }
  }
for (const [s, p, proxyPort] of subs) {
  const a = await p.order<number>('residentBytes');
  await load.order('hold', { proxyPort, originPort, tunnels: IDLE_TUNNELS });
  const b = await p.order<number>('residentBytes');
  await load.order('release');
  console.log(
    s,
    Object.entries(r[s]!)
      .map(([k, v]) => `${k} ${Math.round(median(v))}`)
      .join('  '),
    'KB/tunnel',
    (b - a) / 1024 / IDLE_TUNNELS,
  );
}
for (const [, p] of subs) await p[Symbol.asyncDispose]();
