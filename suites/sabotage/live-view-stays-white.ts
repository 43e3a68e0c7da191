import { WebSocketServer } from 'ws';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';

/** One white pixel, as a PNG. */
const WHITE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg==',
  'base64',
);

const server = new WebSocketServer({ noServer: true });

export const liveViewStaysWhite = {
  name: 'live-view-stays-white',
  breaks: 'The live view shows an empty page whatever the browser shows.',
  requirements: ['R-FAIL-OPEN-LIVE-VIEW'],
  fault: {
    at: 'live-view',
    stream: () => ({
      open: async (_session, { incoming, socket, head }) => {
        server.handleUpgrade(incoming, socket, head, (webSocket) => webSocket.send(WHITE));
      },
    }),
  },
} as const satisfies Sabotage;
