import type { Scheme } from '../../harness/matrix/probe.ts';

/** What a request to a host can be made over. */
export const SCHEMES = ['http', 'https', 'ws', 'wss'] as const satisfies readonly Scheme[];

/** What a document can be loaded over. */
export const PAGE_SCHEMES = ['http', 'https'] as const satisfies readonly Scheme[];
