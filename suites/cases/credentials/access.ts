import type { CaseAccess } from '../../../harness/conformance/cases/setup.ts';

/** The proxy lets nobody in without the credentials of its secret, and the service has them. */
export const OWN_SECRET = { proxy: 'basic', secret: { kind: 'right' } } as const satisfies CaseAccess;
