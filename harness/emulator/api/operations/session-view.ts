import type { BrowserSession } from '../../sessions/browser-session.ts';

/** Shape `BrowserSessionStream`. `streamOrigin` is `ws://host:port`. */
export function streamsOf({ browserIdentifier, id }: BrowserSession, streamOrigin: string): object {
  const path = `/browser-streams/${encodeURIComponent(browserIdentifier)}/sessions/${id}/automation`;
  return { automationStream: { streamEndpoint: streamOrigin + path, streamStatus: 'ENABLED' } };
}

/** Shape `BrowserSessionSummary`: what is known of running and ended sessions alike. */
export function summaryOf(session: BrowserSession): object {
  const { browserIdentifier, id, name, status, createdAt, lastUpdatedAt } = session;
  // JSON writes a Date as ISO 8601 in UTC and leaves an undefined name out.
  return { browserIdentifier, sessionId: id, name, status, createdAt, lastUpdatedAt };
}
