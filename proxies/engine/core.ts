import type { Behaviour } from '../behaviours/table.ts';
import type { Limits } from '../options.ts';
import type { Authority } from '../protocol/authority.ts';
import type { AccessCheck } from '../protocol/basic-access.ts';
import type { Connection } from './connection.ts';
import type { Journal } from './journal.ts';
import type { Watch } from './watch.ts';

/** What all parts of one running proxy share. */
export interface Core {
  readonly access: AccessCheck;
  readonly dial: (authority: Authority) => Authority;
  readonly journal: Journal;
  readonly limits: Limits;
  /** The proxy's pseudonym in `Via` (RFC 9110 section 7.6.3). */
  readonly via: string;
  /** Over every socket, of clients and to destinations; destroyed with the proxy. */
  readonly watch: Watch;
  /** Requests that wait: for the sink to take more records, or because the proxy is slow. */
  readonly held: Set<Promise<void>>;
  /** Client connections that are open now. */
  connections: number;
  /** In force for the next request. */
  behaviour: Behaviour;
  /** Hands a connection to Node's HTTP parser, which reads on from what was put back into the socket. */
  readonly serveHttp: (connection: Connection) => void;
}
