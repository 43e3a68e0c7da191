import type { ServerResponse } from 'node:http';
import type { Backlog } from './backlog.ts';

/** Lines that are written at once: enough to fill packets, few enough to hold in memory for each reader. */
const BATCH = 500;

/**
 * Answers with every line after number `after` and, where `follow` says so, with all that come, for as long as the
 * reader stays. A reader that falls behind what is kept is cut off: it must not take what it has for everything.
 */
export function streamBacklog(backlog: Backlog, after: number, follow: boolean, response: ServerResponse): void {
  let next = after;
  let blocked = false;
  const pump = (): void => {
    while (!blocked && !response.destroyed && next < backlog.last) {
      const lines = backlog.after(next, BATCH);
      if (lines === undefined) {
        response.destroy();
        return;
      }
      next += lines.length;
      blocked = !response.write(lines.join(''));
    }
    if (!blocked && !follow && !response.writableEnded) response.end();
  };
  const stop = follow ? backlog.onAppend(pump) : () => undefined;
  response.on('close', stop).on('drain', () => {
    blocked = false;
    pump();
  });
  response.writeHead(200, { 'content-type': 'application/jsonl', 'cache-control': 'no-store' });
  response.flushHeaders();
  pump();
}
