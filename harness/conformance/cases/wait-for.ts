import type { Ledger } from '../../evidence/ledger.ts';

/**
 * Waits until something holds of what the witnesses have written down, looking again at every new record.
 * @param milliseconds how long it may take.
 * @returns whether it came to hold in time.
 */
export async function waitFor(ledger: Ledger, holds: () => boolean, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  let waiting = true;
  void late.then(() => {
    waiting = false;
  });
  try {
    while (waiting && !holds()) await Promise.race([ledger.next(), late]);
    return holds();
  } finally {
    clearTimeout(timer);
  }
}
