import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** What the thread says first. */
export interface NewAuthority {
  /** PEM of the authority itself. */
  readonly certificate: string;
  /** PEM: the one key of all certificates that it issues. Its own never leaves the thread. */
  readonly key: string;
  /** SHA-256 of that key's public half (SPKI) in base64. */
  readonly publicKeyHash: string;
  readonly notAfter: Date;
}

/** What the thread is asked for, and what it answers. */
export interface Order {
  readonly order: number;
  readonly names: readonly string[];
}
export interface Issued {
  readonly order: number;
  /** PEM. */
  readonly certificate: string;
}

/** A certificate authority that exists as long as this object does. */
export interface Authority extends NewAuthority, AsyncDisposable {
  /** PEM of a certificate for host names and IP addresses. */
  issue(names: readonly string[]): Promise<string>;
}

const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';

/** Makes an authority in a thread of its own, where signing for a stranger's request keeps nobody else waiting. */
export async function startAuthority(): Promise<Authority> {
  const worker = new Worker(new URL(`authority-worker${EXTENSION}`, import.meta.url));
  const [made] = (await once(worker, 'message')) as [NewAuthority];
  const waiting = new Map<number, (certificate: string) => void>();
  let orders = 0;
  worker.on('message', ({ order, certificate }: Issued) => {
    waiting.get(order)?.(certificate);
    waiting.delete(order);
  });
  return {
    ...made,
    issue: (names) =>
      new Promise((resolve) => {
        const order = ++orders;
        waiting.set(order, resolve);
        worker.postMessage({ order, names } satisfies Order);
      }),
    [Symbol.asyncDispose]: async () => void (await worker.terminate()),
  };
}
