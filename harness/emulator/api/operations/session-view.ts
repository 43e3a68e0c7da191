import type { BrowserSession } from '../../sessions/browser-session.ts';

/** Shape `BrowserSessionStream`. Streams are where the client called: `origin` is `http://host` or `https://host`. */
export function streamsOf({ browserIdentifier, id, automationStream }: BrowserSession, origin: string): object {
  const path = `/browser-streams/${encodeURIComponent(browserIdentifier)}/sessions/${id}`;
  return {
    automationStream: {
      streamEndpoint: `${origin.replace(/^http/, 'ws')}${path}/automation`,
      streamStatus: automationStream.status,
    },
    liveViewStream: { streamEndpoint: `${origin}${path}/live-view` },
  };
}

/** Shape `BrowserSessionSummary`: what is known of running and ended sessions alike. */
export function summaryOf(session: BrowserSession): object {
  const { browserIdentifier, id, name, status, createdAt, lastUpdatedAt } = session;
  // JSON writes a Date as ISO 8601 in UTC and leaves an undefined name out.
  return { browserIdentifier, sessionId: id, name, status, createdAt, lastUpdatedAt };
}
