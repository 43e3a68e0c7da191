import type { Progress } from '../verify.ts';
import type { Case } from './case.ts';
import { type Proof, ProofBrokenOffError, type ProveOptions, prove } from './prove.ts';
import type { Sabotage } from './sabotage.ts';

/** What one sabotage brought to light. */
export interface SabotageProof {
  readonly sabotage: string;
  /** What the emulator did wrong, in one sentence. */
  readonly breaks: string;
  /** Requirements that it breaks: a finding has to name one of them. */
  readonly requirements: readonly string[];
  /** One for each case that names the sabotage. None: nobody catches it. */
  readonly proofs: readonly Proof[];
  readonly durationMilliseconds: number;
}

/** What became of all sabotages. */
export interface SuiteProof {
  /** In the order in which they were named; those that were not tried to the end are not among them. */
  readonly sabotages: readonly SabotageProof[];
  /** One sentence for each whose run broke off by itself. */
  readonly brokenOff: readonly string[];
}

/**
 * Emulators with a fault at a time. A sabotage with few cases spends its time waiting for browsers to start and to
 * end, while another one can run.
 */
const PARALLEL_SABOTAGES = 2;

/**
 * Proves all cases against all sabotages: each pair of a case and a fault that it names. When the signal fires, it
 * ends with what has been proved by then.
 */
export async function proveSuite(
  cases: readonly Case[],
  sabotages: readonly Sabotage[],
  options: ProveOptions,
): Promise<SuiteProof> {
  const proved = new Map<string, SabotageProof>();
  const brokenOff: string[] = [];
  const waiting = [...sabotages];
  const progress = (phase: string): void =>
    options.onProgress?.({ phase, done: proved.size, total: sabotages.length } satisfies Progress);
  const lane = async (): Promise<void> => {
    for (let sabotage = waiting.shift(); sabotage !== undefined; sabotage = waiting.shift()) {
      if (options.signal?.aborted) return;
      progress(sabotage.name);
      const started = performance.now();
      const { name, breaks, requirements } = sabotage;
      const proofs = await prove(sabotage, cases, { ...options, onProgress: () => undefined }).catch(brokenOffOnly);
      if (options.signal?.aborted) return;
      if (proofs instanceof ProofBrokenOffError) {
        brokenOff.push(proofs.message);
        continue;
      }
      const durationMilliseconds = Math.round(performance.now() - started);
      proved.set(name, { sabotage: name, breaks, requirements, proofs, durationMilliseconds });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_SABOTAGES }, lane));
  return { sabotages: sabotages.flatMap(({ name }) => proved.get(name) ?? []), brokenOff };
}

function brokenOffOnly(error: unknown): ProofBrokenOffError {
  if (error instanceof ProofBrokenOffError) return error;
  throw error;
}
