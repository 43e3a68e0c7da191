import { that } from '../../../harness/conformance/cases/that.ts';
import { fetchAgain } from '../again.ts';
import { defineSteps } from '../define.ts';
import { OWN_SECRET } from './access.ts';

/** What a page can read of its own answer and of itself. */
const PAGE = `(async () => {
  const answer = await ${fetchAgain('location.href')};
  return [location.href, navigator.userAgent, document.documentElement.outerHTML, ...[...answer.headers].flat()].join(' ');
})()`;

export const nowhereElse = defineSteps({
  id: 'credentials/nowhere-else',
  requirements: [
    'R-CREDENTIALS-NOT-RETURNED',
    'R-CREDENTIALS-NOT-LOGGED',
    'R-CREDENTIALS-NOT-IN-BROWSER',
    'R-CREDENTIALS-NOT-AT-ORIGIN',
  ],
  stimulus: 'A session uses a proxy with a secret, fails at another one, and is described, listed and stopped.',
  obligation: 'The credentials are in no answer of the API, in no log, in no page and in no record of a witness.',
  configuration: () => ({
    proxies: [
      { name: 'refusing', claims: ['.refusing.test'], access: { proxy: 'basic', secret: { kind: 'wrong' } } },
      { name: 'guarded', access: OWN_SECRET },
    ],
  }),
  async steps(stage) {
    const attempt = await stage.attempt({ proxyConfiguration: stage.configuration });
    const session = await stage.start();
    await session.ask([{ url: 'http://www.refusing.test/', traffic: 'navigation' }]);
    const refused = await session.evaluate('document.documentElement.outerHTML');
    const used = await session.ask([{ url: 'http://www.company.test/', traffic: 'navigation' }]);
    const page = await session.evaluate(PAGE);
    const described = await session.describe();
    const listed = await stage.call({ method: 'POST', path: 'sessions/list', body: {} });
    await session.stop();
    const places = [
      {
        requirement: 'R-CREDENTIALS-NOT-RETURNED',
        place: 'The answers to StartBrowserSession and GetBrowserSession',
        held: attempt,
      },
      { requirement: 'R-CREDENTIALS-NOT-RETURNED', place: 'The answer to ListBrowserSessions', held: listed },
      { requirement: 'R-CREDENTIALS-NOT-LOGGED', place: 'The service’s log', held: stage.serviceLog() },
      { requirement: 'R-CREDENTIALS-NOT-IN-BROWSER', place: 'The error page', held: refused },
      { requirement: 'R-CREDENTIALS-NOT-IN-BROWSER', place: 'The page with the headers of its answer', held: page },
      { requirement: 'R-CREDENTIALS-NOT-AT-ORIGIN', place: 'What the witnesses recorded', held: used },
    ];
    const searched = places.map(({ held, ...one }) => ({ ...one, found: stage.holdsCredentials(held) }));
    return { searched, leaks: stage.leaksAtOrigin(), configuration: described.proxyConfiguration };
  },
  expect: ({ searched, leaks, configuration }) => [
    ...searched.map(({ requirement, place, found }) =>
      that(!found, `${place} holds no credentials.`, `${place} holds credentials of a proxy.`, { requirement }),
    ),
    that(leaks.length === 0, 'No origin got any.', `${leaks.length} requests brought credentials to an origin.`, {
      requirement: 'R-CREDENTIALS-NOT-AT-ORIGIN',
      sightings: leaks,
    }),
    that(
      (configuration?.proxies ?? []).every(
        ({ externalProxy }) => Object.keys(externalProxy?.credentials?.basicAuth ?? {}).join() === 'secretArn',
      ),
      'GetBrowserSession names the secrets’ ARNs and nothing else of them.',
      'GetBrowserSession says something else of the credentials than the secrets’ ARNs.',
      { requirement: 'R-CREDENTIALS-NOT-RETURNED' },
    ),
  ],
  provedBy: [
    'credentials-echoed-by-get',
    'credentials-echoed-by-start',
    'credentials-logged',
    'credentials-in-responses',
  ],
});
