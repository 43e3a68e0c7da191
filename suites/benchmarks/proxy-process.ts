import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds for one order to a child process: far above what any takes, so that a hang ends the run. */
const ORDER_TIMEOUT = 60_000;

type Order = (argument: never) => unknown;

interface Request {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

type Reply = { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: string };

/** In a child process: carries out the parent's orders, one at a time, until the parent lets go. */
export function carryOut(orders: Readonly<Record<string, Order>>): void {
  process.on('message', async ({ id, name, argument }: Request) => {
    try {
      process.send?.({ id, result: await orders[name]?.(argument as never) } satisfies Reply);
    } catch (error) {
      process.send?.({ id, error: String(error) } satisfies Reply);
    }
  });
  process.on('disconnect', () => process.exit());
}

/** A child process that carries out orders. */
export class OrderedProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #orders = 0;

  /** `module` is a file beside this one. */
  constructor(module: string) {
    this.#child = fork(new URL(module, import.meta.url), { execArgv: ['--expose-gc'] });
  }

  /** @throws {Error} when the child fails at it, dies, or takes longer than a minute. */
  async order<Result>(name: string, argument?: unknown): Promise<Result> {
    const id = ++this.#orders;
    this.#child.send({ id, name, argument } satisfies Request);
    const signal = AbortSignal.timeout(ORDER_TIMEOUT);
    const [reply] = (await once(this.#child, 'message', { signal })) as [Reply];
    if ('error' in reply) throw new Error(`${name}: ${reply.error}`);
    return reply.result as Result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
  }
}
