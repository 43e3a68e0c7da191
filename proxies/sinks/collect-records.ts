import type { ProxyRecord } from '../record.ts';
import type { RecordSink } from '../sink.ts';

/** A sink that keeps everything: for tests and small runs. */
export interface RecordCollection extends RecordSink {
  /** In the order of writing; grows. */
  readonly records: readonly ProxyRecord[];
  /** Resolves once so many exchanges have ended, with all records until then. */
  ended(exchanges: number): Promise<readonly ProxyRecord[]>;
}

/** Keeps records in memory, without a bound. */
export function collectRecords(): RecordCollection {
  const records: ProxyRecord[] = [];
  const waiting = new Set<() => void>();
  let ended = 0;
  return {
    records,
    write(record) {
      records.push(record);
      if (record.type === 'end') ended++;
      for (const look of waiting) look();
    },
    ended(exchanges) {
      return new Promise((resolve) => {
        const look = () => {
          if (ended < exchanges) return;
          waiting.delete(look);
          resolve([...records]);
        };
        waiting.add(look);
        look();
      });
    },
  };
}
