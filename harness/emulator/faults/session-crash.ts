import { faultKind, MILLISECONDS } from './fault-kind.ts';

export const sessionCrash = faultKind({
  kind: 'session-crash',
  summary: 'the browser of a session is killed, so long after its start',
  members: { milliseconds: MILLISECONDS.default(0) },
  strike: ({ milliseconds }) => ({
    on: 'session',
    act: (victim, { later }) => later(milliseconds, () => victim.crash()),
  }),
});
