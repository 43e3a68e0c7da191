import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

/** Share of the pixels of an error page that are not background: its picture and its text; some 1.5 % were seen. */
const LEAST_INK = 0.002;

/** Share of the pixels that JPEG and scaling may change beyond recognition; none were seen. */
const MOST_DIFFERENT = 0.001;

export const liveView = defineSteps({
  id: 'fail-open/live-view',
  requirements: ['R-FAIL-OPEN-LIVE-VIEW', 'R-FAIL-OPEN-ERROR-PAGE'],
  stimulus: 'The tab goes to a page whose proxy refuses connections, and somebody opens the session’s live view.',
  obligation: 'The page is the browser’s error page, and the live view shows it.',
  matrix: { scheme: ['http', 'https'] },
  configuration: () => ({ proxies: [{ name: 'dead', place: 'closed-port' }] }),
  async steps(stage, { scheme }) {
    const session = await stage.start();
    const [visit] = await session.ask([{ url: `${scheme}://www.company.test/`, traffic: 'navigation' }]);
    const look = await stage.look(session);
    return { look, address: String(await session.evaluate('location.href')), sightings: visit?.attribution.sightings };
  },
  expect: ({ look: { text, likeness }, address, sightings = [] }) => {
    const [error] = /ERR_[A-Z_]+|HTTP ERROR \d+/.exec(text) ?? [];
    return [
      that(
        address === 'chrome-error://chromewebdata/' && error !== undefined,
        `The page is the browser's own error page: ${error}.`,
        `The page is ${address}, which says: ${text.slice(0, 100)}.`,
        { requirement: 'R-FAIL-OPEN-ERROR-PAGE', sightings },
      ),
      that(
        likeness.ink > LEAST_INK && likeness.different < MOST_DIFFERENT,
        `The live view shows the same picture: ${percent(likeness.different)} of its pixels differ.`,
        `The live view shows another picture: ${percent(likeness.different)} of its pixels differ, ${percent(likeness.ink)} of the page's are not empty.`,
      ),
    ];
  },
  provedBy: ['live-view-stays-white', 'friendly-error-pages'],
});

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
