import type { Checked } from './check.ts';

/** Something that the tool does, and the checks that have to be met for it. */
interface Mode {
  /** As it is called. */
  readonly mode: string;
  readonly needs: readonly string[];
}

/** What every run needs. */
const RUN = ['runtime', 'browser', 'memory', 'temporary-folder'] as const;

/** The first is the main job. A need that was not checked, as the folder of `--out`, is none. */
const MODES: readonly Mode[] = [
  { mode: 'verify', needs: [...RUN, 'out-folder'] },
  { mode: 'verify --proxies containers', needs: [...RUN, 'out-folder', 'engine'] },
  { mode: 'verify --proxies tap', needs: [...RUN, 'out-folder', 'proxy'] },
  { mode: 'the same, with Secrets Manager', needs: [...RUN, 'out-folder', 'proxy', 'credentials', 'endpoint'] },
  { mode: 'run', needs: [...RUN, 'out-folder'] },
  {
    mode: 'verify and run --target aws',
    needs: ['runtime', 'temporary-folder', 'out-folder', 'credentials', 'deployment'],
  },
  { mode: 'emulate', needs: RUN },
  { mode: 'emulate, sessions with certificates', needs: [...RUN, 'certutil'] },
  { mode: 'scripts that init writes', needs: ['aws', 'credentials', 'endpoint'] },
];

/** A mode, and which of its needs are not met. */
export interface Readiness {
  readonly mode: string;
  readonly missing: readonly string[];
}

/** What can be done, in the order of {@link MODES}. */
export function readiness(checked: readonly Checked[]): readonly Readiness[] {
  const unmet = checked.filter(({ outcome }) => outcome.state === 'missing').map(({ id }) => id);
  return MODES.map(({ mode, needs }) => ({
    mode,
    missing: unmet.filter((id) => needs.some((need) => meets(id, need))),
  }));
}

/** `proxy` is every proxy of the configuration. */
function meets(id: string, need: string): boolean {
  return id === need || id.startsWith(`${need} `);
}
