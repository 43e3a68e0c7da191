import { faultKind, MILLISECONDS } from './fault-kind.ts';

export const streamCut = faultKind({
  kind: 'stream-cut',
  summary: 'a session’s streams break off, so long after a client connected',
  members: { milliseconds: MILLISECONDS.default(0) },
  strike: ({ milliseconds }) => ({
    on: 'stream',
    act: (victim, { later }) => later(milliseconds, () => victim.cutStreams()),
  }),
});
