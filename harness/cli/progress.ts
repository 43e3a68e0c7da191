import type { Progress } from '../conformance/verify.ts';
import type { Io } from './io.ts';

/** Shows progress on standard error: one line that redraws itself on a terminal, a line per phase elsewhere, and from time to time. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Leaves the terminal's line empty. */
  end(): void;
}

const BAR = 24;
/** Where nobody sees a bar, a long phase is heard of this often. In milliseconds. */
const REPEAT = 10_000;

/** @param now milliseconds of a clock that only runs forward. */
export function progressLine(io: Io, now: () => number = () => performance.now()): ProgressLine {
  return io.interactive ? redrawn(io) : plain(io, now);
}

function redrawn(io: Io): ProgressLine {
  return {
    show({ phase, done, total }) {
      const full = total === 0 ? 0 : Math.round((done / total) * BAR);
      io.redraw(`${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${total} ${phase}`.slice(0, io.columns - 1));
    },
    end: () => io.redraw(''),
  };
}

function plain(io: Io, now: () => number): ProgressLine {
  let lastPhase = '';
  let lastLine = 0;
  return {
    show({ phase, done, total }) {
      const begins = phase !== lastPhase;
      if (!begins && now() - lastLine < REPEAT) return;
      lastPhase = phase;
      lastLine = now();
      io.err(begins ? `${phase} (${total} steps in all)` : `${phase}: ${done} of ${total} steps done`);
    },
    end: () => undefined,
  };
}
