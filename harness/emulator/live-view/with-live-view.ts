import { matchPath } from '../api/path-template.ts';
import { originOf } from '../api/received-request.ts';
import type { Service } from '../api/service.ts';
import { ServiceError } from '../api/service-error.ts';
import type { BrowserSessions } from '../sessions/browser-sessions.ts';
import { liveViewPage } from './page.ts';

const PATH = '/browser-streams/{browserIdentifier}/sessions/{sessionId}/live-view';

/** The browser service, with the page of a session's live view where the real one has a stream of its own kind. */
export function withLiveView(service: Service, sessions: BrowserSessions): Service {
  return {
    ...service,
    find(request, caller) {
      const labels = request.method === 'GET' ? matchPath(PATH, request.path) : undefined;
      if (!labels) return service.find(request, caller);
      return {
        operation: 'ConnectBrowserLiveViewStream',
        async run() {
          const session = sessions.get(labels.get('browserIdentifier') ?? '', labels.get('sessionId') ?? '', caller);
          if (!session.running) throw new ServiceError('ResourceNotFoundException', 'The browser session has ended');
          return liveViewPage(session, originOf(request));
        },
      };
    },
  };
}
