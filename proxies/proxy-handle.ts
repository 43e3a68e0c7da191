import type { Behaviour } from './behaviours/table.ts';

/** What everybody can do with an instrumented proxy, wherever it runs: in this process, another one, a container. */
export interface ProxyHandle extends AsyncDisposable {
  readonly name: string;
  /** Where its clients reach it. */
  readonly address: { readonly host: string; readonly port: number };
  /** Behaves so from the next request on, once it is done. */
  behave(behaviour: Behaviour): void | Promise<void>;
  /** Ends every connection that is open now; goes on listening. */
  disconnect(): void | Promise<void>;
}
