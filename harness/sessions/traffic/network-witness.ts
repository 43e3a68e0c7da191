import type { BrowserSighting } from '../../evidence/sightings.ts';
import { MARKER_HEADER, markerOf } from '../../matrix/marker.ts';
import type { ProbeId } from '../../matrix/probe.ts';
import type { Cdp } from '../cdp.ts';

type Outcome = BrowserSighting['outcome'];

/** What the browser's network stack says of marked requests, whoever made them: pages, frames, workers, popups. */
export interface NetworkWitness {
  /** Its word on a request, once there is one; `failed` where there is none in time. */
  heard(marker: ProbeId, milliseconds: number): Promise<BrowserSighting>;
  /** Drops what was said of requests that are about to be made again. */
  forget(markers: readonly ProbeId[]): void;
}

/** The members of DevTools' network events that are read here. */
interface NetworkEvent {
  readonly requestId: string;
  readonly type?: string;
  readonly request?: { readonly url: string };
  readonly url?: string;
  readonly redirectResponse?: Answer;
  readonly response?: Answer & { readonly payloadData?: string };
  readonly errorText?: string;
  readonly errorMessage?: string;
}

interface Answer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Targets are stopped as they start, so that not even their first request goes unheard. */
const AUTO_ATTACH = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };

/** Starts listening. From now on the DevTools events of the network belong to the witness. */
export async function watchNetwork(cdp: Cdp): Promise<NetworkWitness> {
  const markers = new Map<string, ProbeId>();
  const requestedAt = new Map<ProbeId, number>();
  const outcomes = new Map<ProbeId, Outcome>();
  const waiting = new Map<ProbeId, () => void>();

  const ask = (requestId: string, url: string): void => {
    const marker = markerAt(url);
    if (marker === undefined) return;
    markers.set(requestId, marker);
    requestedAt.set(marker, performance.now());
  };
  const tell = (marker: ProbeId | undefined, outcome: Outcome): void => {
    if (marker === undefined || (outcome.kind === 'failed' && outcomes.has(marker))) return;
    outcomes.set(marker, outcome);
    waiting.get(marker)?.();
  };
  const answered = (answer: Answer): void => tell(markerAt(answer.url), responseOutcome(answer));
  const listen = (event: string, listener: (event: NetworkEvent) => void): void =>
    cdp.on(`Network.${event}`, (params) => listener(params as unknown as NetworkEvent));

  listen('requestWillBeSent', ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) answered(redirectResponse);
    if (request) ask(requestId, request.url);
  });
  listen('responseReceived', ({ type, response }) => {
    if (response && type !== 'Preflight') answered(response);
  });
  listen('loadingFailed', ({ requestId, errorText }) => {
    tell(markers.get(requestId), { kind: 'failed', error: errorText ?? '' });
  });
  listen('webSocketCreated', ({ requestId, url }) => ask(requestId, url ?? ''));
  listen('webSocketFrameReceived', ({ requestId, response }) => {
    tell(markers.get(requestId), { kind: 'open', marker: response?.payloadData ?? '' });
  });
  listen('webSocketFrameError', ({ requestId, errorMessage }) => {
    tell(markers.get(requestId), { kind: 'failed', error: errorMessage ?? '' });
  });

  const attached: Promise<unknown>[] = [];
  cdp.on('Target.attachedToTarget', ({ sessionId }) => {
    const target = String(sessionId);
    attached.push(
      // In this order. A target that is gone already has nothing to say.
      Promise.allSettled([
        cdp.send('Network.enable', {}, target),
        cdp.send('Target.setAutoAttach', AUTO_ATTACH, target),
        cdp.send('Runtime.runIfWaitingForDebugger', {}, target),
      ]),
    );
  });
  // Pages, shared and service workers belong to the browser; frames and other workers to their page.
  await cdp.send('Target.setAutoAttach', AUTO_ATTACH);
  await Promise.all(attached);

  return {
    forget(markers) {
      for (const marker of markers) outcomes.delete(marker);
    },
    async heard(marker, milliseconds) {
      const began = performance.now();
      if (!outcomes.has(marker)) await told(marker, milliseconds, waiting);
      const from = requestedAt.get(marker) ?? began;
      return {
        witness: 'browser',
        at: performance.timeOrigin + performance.now(),
        marker,
        outcome: outcomes.get(marker) ?? { kind: 'failed', error: `no answer after ${milliseconds / 1000} s` },
        durationMilliseconds: performance.now() - Math.min(from, began),
      };
    },
  };
}

async function told(marker: ProbeId, milliseconds: number, waiting: Map<ProbeId, () => void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve) => {
      waiting.set(marker, resolve);
      timer = setTimeout(resolve, milliseconds);
    });
  } finally {
    clearTimeout(timer);
    waiting.delete(marker);
  }
}

function markerAt(url: string): ProbeId | undefined {
  return URL.canParse(url) ? markerOf(new URL(url).pathname) : undefined;
}

function responseOutcome({ status, headers }: Answer): Outcome {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === MARKER_HEADER);
  const marker = name === undefined ? undefined : headers[name];
  return { kind: 'response', status, ...(marker === undefined ? {} : { marker }) };
}
