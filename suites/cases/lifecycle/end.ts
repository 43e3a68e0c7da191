import type { DrivenSession } from '../../../harness/conformance/cases/driven-session.ts';
import { given, that } from '../../../harness/conformance/cases/that.ts';
import { SessionLostError } from '../../../harness/sessions/cdp.ts';
import type { ServiceAnswer } from '../../../harness/sessions/service-call.ts';
import { ATTEMPTS } from '../again.ts';
import { defineSteps } from '../define.ts';

/** Long enough for a session to be driven at all on a busy machine. */
const TIMEOUT_SECONDS = 5;

/** A connection that stands longer was not ended with its session: a browser that lives on gives it up in the end. */
const CUT_WITHIN_MILLISECONDS = 5_000;

/** A session that is still there after this did not heed its timeout. */
const PATIENCE_MILLISECONDS = 12_000;

/** Waits for a session's end by its timeout. @returns whether it ended. */
async function outlive(session: DrivenSession): Promise<boolean> {
  try {
    await session.evaluate(`new Promise((resolve) => setTimeout(resolve, ${PATIENCE_MILLISECONDS}))`);
    return false;
  } catch (error) {
    if (error instanceof SessionLostError) return true;
    throw error;
  }
}

/** A WebSocket that is open, and stays so for as long as anybody lets it. */
const KEEP_CONNECTION = `new Promise((resolve, reject) => {
  const open = (left) => {
    globalThis.kept = new WebSocket('wss://www.kept.test/');
    kept.onmessage = () => resolve();
    kept.onerror = () => left > 0 ? open(left - 1) : reject(new Error('no connection'));
  };
  open(${ATTEMPTS - 1});
})`;

function isOver({ status, body }: ServiceAnswer): boolean {
  return status === 404 || body['status'] === 'TERMINATED';
}

const ENDS = {
  stopped: (session: DrivenSession) => session.stop(),
  crashed: (session: DrivenSession) => session.crash(),
  'timed-out': async (session: DrivenSession) => void (await outlive(session)),
} as const;

export const discarded = defineSteps({
  id: 'lifecycle/discarded',
  requirements: ['R-LIFECYCLE-DISCARDED'],
  stimulus: 'A session with an open connection through its proxy ends.',
  obligation: 'The connection ends with it, and GetBrowserSession shows a terminated session without configuration.',
  matrix: { end: ['stopped', 'crashed', 'timed-out'] },
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  async steps(stage, { end }) {
    const session = await stage.start(end === 'timed-out' ? { timeoutSeconds: TIMEOUT_SECONDS } : {});
    await session.evaluate(KEEP_CONNECTION);
    const before = stage.sightingsAt('fallback').filter(isOpen);
    await ENDS[end](session);
    await stage.until(() => !stage.sightingsAt('fallback').some(isOpen), CUT_WITHIN_MILLISECONDS);
    const query = { sessionId: session.sessionId };
    // A service may learn of a browser's death a moment after the proxies do.
    const described = await stage.callUntil({ method: 'GET', path: 'sessions/get', query }, isOver);
    return { before, open: stage.sightingsAt('fallback').filter(isOpen), described };
  },
  expect: ({ before, open, described: { status, body } }) => [
    given(
      before.length > 0,
      'A connection stood when the session ended.',
      'No connection stood when the session ended.',
      {
        sightings: before,
      },
    ),
    that(
      open.length === 0,
      'After the end no connection to the proxy was open.',
      `After the end ${open.length} connections to the proxy were still open.`,
      { sightings: open },
    ),
    that(
      status === 404 || (body['status'] === 'TERMINATED' && !('proxyConfiguration' in body)),
      'GetBrowserSession shows no configuration any more.',
      `GetBrowserSession shows a session that is ${String(body['status'])}, ${
        'proxyConfiguration' in body ? 'with its' : 'without a'
      } configuration.`,
    ),
  ],
  provedBy: ['survives-its-session', 'shows-ended-configuration'],
});

export const timeout = defineSteps({
  id: 'lifecycle/timeout',
  requirements: ['R-LIFECYCLE-TIMEOUT'],
  stimulus: 'A session with a proxy is started with a timeout of a few seconds, and left alone.',
  obligation: 'It ends by itself when its time is over.',
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  async steps(stage) {
    const session = await stage.start({ timeoutSeconds: TIMEOUT_SECONDS });
    const ended = await outlive(session);
    const query = { sessionId: session.sessionId };
    return { ended, described: await stage.callUntil({ method: 'GET', path: 'sessions/get', query }, isOver) };
  },
  expect: ({ ended, described: { status, body } }) => [
    that(
      ended && (status === 404 || body['status'] === 'TERMINATED'),
      'Its stream was cut, and it is terminated.',
      `After ${PATIENCE_MILLISECONDS / 1000} s it was ${String(body['status'])}, and its stream ${ended ? 'cut' : 'open'}.`,
    ),
  ],
  provedBy: ['timeout-ignored'],
});

function isOpen({ end }: { readonly end?: unknown }): boolean {
  return end === undefined;
}
