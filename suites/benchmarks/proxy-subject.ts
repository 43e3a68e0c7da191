import type { ProxyRecord, RecordSink } from '../../proxies/index.ts';
import { carryOut } from './proxy-process.ts';

/** Credentials that every subject asks for. */
export const USERNAME = 'user';
export const PASSWORD = 'secret';
export const AUTHORIZATION = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')}`;

/** Takes records and keeps none, so that keeping them is not what is measured. */
export const sink = {
  written: 0,
  write(_record: ProxyRecord): void {
    this.written++;
  },
} satisfies RecordSink & { written: number };

/** In a subject's process: tells the parent where the proxy listens and what it costs. */
export function presentSubject(port: number): void {
  carryOut({
    port: () => port,

    /** Microseconds of processor time so far. */
    processorTime() {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    /** Bytes resident once garbage is gone. */
    residentBytes() {
      globalThis.gc?.();
      return process.memoryUsage.rss();
    },
  });
}
