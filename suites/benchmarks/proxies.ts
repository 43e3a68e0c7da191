import { fileURLToPath } from 'node:url';
import type { Load, Path } from './proxy-load.ts';
import { OrderedProcess } from './proxy-process.ts';
import { type BenchmarkResult, benchmarkResult, roundsResult } from './result.ts';

/** The measured proxies, each in a process of its own: `proxy-subject-<name>.ts`. */
type SubjectName = 'ours' | 'node-http' | 'proxy-chain' | 'bare-relay';

/** Rounds before the first that counts: 5,000 tunnels, as long as it takes until the compilers have seen the code. */
const WARM_UP_ROUNDS = 25;
/** Rounds that count. In each, every subject has its turn, in changing order: a disturbance hits all alike. */
const ROUNDS = 20;
/** Tunnels a turn. With all rounds 18,000 connections a subject, below the number of ephemeral ports. */
const TUNNELS = 200;
const IN_FLIGHT = 32;
const SMALL_BYTES = 2;
/** Every how many rounds the bulk transfer has its turn too, and its size: some 100 ms. */
const BULK_EVERY = 4;
const BULK_BYTES = 64 * 1024 * 1024;
const IDLE_TUNNELS = 1_000;
/** Idle tunnels before the first look at the memory: what is loaded and compiled once is not a tunnel's cost. */
const IDLE_WARM_UP = 100;

/** Of a process that holds nothing but the proxy, in KiB. */
const IDLE_TUNNEL_LIMIT = 35;

interface Subject extends Path {
  readonly name: SubjectName;
  readonly process: OrderedProcess;
  /** Tunnels per second of the proxy's processor time, a turn each. */
  readonly tunnels: number[];
  /** MB per second of the proxy's processor time, a turn each. */
  readonly bulk: number[];
}

/** Origin and load generator, in processes of their own. */
interface Surroundings {
  readonly load: OrderedProcess;
  readonly originPort: number;
}

/**
 * Measures tunnels against `proxy-chain` and against a plain proxy on `node:http`, records and credentials on; and against a
 * relay that does neither, which is the most that this machine allows.
 * Speed is per second of the proxy's own processor time, which is what one core carries: the load generator and
 * whatever else runs on the machine share its cores, and would hide the difference in wall time.
 */
export async function benchmarkProxies(): Promise<BenchmarkResult[]> {
  await using origin = new OrderedProcess('./proxy-origin.ts');
  await using load = new OrderedProcess('./proxy-load.ts');
  const surroundings = { load, originPort: await origin.order<number>('port') };
  const speeds = await measureSpeed(surroundings);
  const { ours, 'node-http': nodeHttp, 'proxy-chain': proxyChain, 'bare-relay': bareRelay } = speeds;
  const idle = await measureIdleTunnel(surroundings);
  const tunnels = { name: 'new tunnel and one small GET', unit: 'tunnels per CPU second', ours: ours.tunnels };
  return [
    roundsResult({ ...tunnels, peer: 'node:http', theirs: nodeHttp.tunnels, bound: atLeast(1.15) }),
    roundsResult({ ...tunnels, peer: 'proxy-chain', theirs: proxyChain.tunnels, bound: atLeast(1.5) }),
    roundsResult({ ...tunnels, peer: 'a bare relay', theirs: bareRelay.tunnels, bound: atLeast(0.85) }),
    roundsResult({
      name: 'bulk through one tunnel',
      unit: 'MB per CPU second',
      ours: ours.bulk,
      peer: 'node:http',
      theirs: nodeHttp.bulk,
      bound: atLeast(0.8),
    }),
    benchmarkResult({
      name: 'idle tunnel',
      unit: 'KiB resident',
      ours: idle,
      peer: 'the limit itself',
      theirs: IDLE_TUNNEL_LIMIT,
      bound: { kind: 'at-most', value: 1 },
    }),
  ];
}

type Speeds = Record<SubjectName, Pick<Subject, 'tunnels' | 'bulk'>>;

function atLeast(value: number): BenchmarkResult['bound'] {
  return { kind: 'at-least', value };
}

async function measureSpeed({ load, originPort }: Surroundings): Promise<Speeds> {
  await using ours = await start('ours', originPort);
  await using nodeHttp = await start('node-http', originPort);
  await using proxyChain = await start('proxy-chain', originPort);
  await using bareRelay = await start('bare-relay', originPort);
  const subjects = [ours, nodeHttp, proxyChain, bareRelay];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    // Whoever comes first in a round is at a disadvantage: everybody does, in turn.
    const first = (round + WARM_UP_ROUNDS) % subjects.length;
    for (const subject of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      const tunnels = await turn(subject, load, { operations: TUNNELS, inFlight: IN_FLIGHT, bytes: SMALL_BYTES });
      if (round >= 0) subject.tunnels.push(TUNNELS / tunnels);
      if (round < 0 || round % BULK_EVERY !== 0) continue;
      const bulk = await turn(subject, load, { operations: 1, inFlight: 1, bytes: BULK_BYTES });
      subject.bulk.push(BULK_BYTES / 1e6 / bulk);
    }
  }
  return { ours, 'node-http': nodeHttp, 'proxy-chain': proxyChain, 'bare-relay': bareRelay };
}

/** @returns seconds of the proxy's processor time. */
async function turn(subject: Subject, load: OrderedProcess, work: Omit<Load, keyof Path>): Promise<number> {
  const { process, proxyPort, originPort } = subject;
  const before = await process.order<number>('processorTime');
  await load.order('run', { ...work, proxyPort, originPort } satisfies Load);
  return ((await process.order<number>('processorTime')) - before) / 1e6;
}

/** @returns KiB that one idle tunnel adds to what our proxy's process keeps resident. */
async function measureIdleTunnel({ load, originPort }: Surroundings): Promise<number> {
  await using subject = await start('ours', originPort);
  const { process, proxyPort } = subject;
  await load.order('hold', { proxyPort, originPort, tunnels: IDLE_WARM_UP });
  const before = await process.order<number>('residentBytes');
  await load.order('hold', { proxyPort, originPort, tunnels: IDLE_TUNNELS });
  const after = await process.order<number>('residentBytes');
  await load.order('release');
  return (after - before) / 1024 / IDLE_TUNNELS;
}

async function start(name: SubjectName, originPort: number): Promise<Subject & AsyncDisposable> {
  const process = new OrderedProcess(`./proxy-subject-${name}.ts`);
  const proxyPort = await process.order<number>('port');
  const dispose = () => process[Symbol.asyncDispose]();
  return { name, process, proxyPort, originPort, tunnels: [], bulk: [], [Symbol.asyncDispose]: dispose };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const results = await benchmarkProxies();
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  process.exitCode = results.every(({ holds }) => holds) ? 0 : 1;
}
