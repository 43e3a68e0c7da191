import type { Progress } from '../conformance/verify.ts';
import type { Io } from './io.ts';

/** Shows progress on standard error: one line that redraws itself on a terminal, a line per phase elsewhere. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Leaves the terminal's line empty. */
  end(): void;
}

const BAR = 24;

export function progressLine(io: Io): ProgressLine {
  return io.interactive ? redrawn(io) : plain(io);
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

function plain(io: Io): ProgressLine {
  let lastPhase = '';
  return {
    show({ phase, total }) {
      if (phase === lastPhase) return;
      lastPhase = phase;
      io.err(`${phase} (${total} steps in all)`);
    },
    end: () => undefined,
  };
}
