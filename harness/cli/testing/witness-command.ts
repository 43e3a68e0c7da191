import { once } from 'node:events';
import http from 'node:http';
import type { ProxyRecord } from '../../../proxies/index.ts';
import type { Ended, Running, Workplace } from './command-line.ts';

interface Place {
  readonly host: string;
  readonly port: number;
}

/** A `proxy` or `tap` that has said where it listens. */
export interface Witnessing extends Running {
  /** As printed by `--json`. */
  readonly facts: {
    readonly [name: string]: unknown;
    readonly proxy: Place;
    readonly tap: Place;
    readonly agent: Place;
  };
  /** Ends it as Ctrl-C does. */
  interrupt(): Promise<Ended>;
}

/** Starts a command of one witness with `--json` and waits until it listens. */
export async function witnessing(
  workplace: Workplace,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Witnessing> {
  const running = workplace.start([...args, '--json'], { env });
  const early = running.ended.then(({ stderr }) => {
    throw new Error(`It ended before it listened: ${stderr}`);
  });
  early.catch(() => undefined);
  const facts = JSON.parse(await Promise.race([running.line(/^\{/), early]));
  return {
    ...running,
    facts,
    interrupt() {
      running.process.kill('SIGINT');
      return running.ended;
    },
  };
}

/** Asks a proxy for a URL, and says with which status it was answered. */
export async function statusThrough(proxy: Place, url: string, credentials?: string): Promise<number | undefined> {
  const authorization = credentials && {
    'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}`,
  };
  const headers = { host: new URL(url).host, ...authorization };
  const request = http.get({ ...proxy, path: url, headers, agent: false });
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'close');
  return response.statusCode;
}

/** Records by line. */
export function recordsOf(lines: string): readonly ProxyRecord[] {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
