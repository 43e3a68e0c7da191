import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

export const withoutCredentials = defineSteps({
  id: 'credentials/without',
  requirements: ['R-CREDENTIALS-OPTIONAL'],
  stimulus: 'The only proxy has no `credentials`, as one has that lets clients in by their address.',
  obligation: 'A session starts, and uses the proxy without authentication.',
  configuration: () => ({ proxies: [{ name: 'open' }] }),
  async steps(stage) {
    const attempt = await stage.attempt({ proxyConfiguration: stage.configuration });
    if (attempt.kind === 'refused') return { refusal: attempt.error, asked: [] };
    const session = await stage.start();
    await session.ask([{ url: 'http://open.company.test/' }, { url: 'https://www.company.test/' }]);
    return { asked: stage.sightingsAt('open') };
  },
  expect({ refusal, asked }) {
    if (refusal !== undefined) return [that(false, '', `The session was refused: ${refusal}.`)];
    const others = asked.filter(({ credentials }) => credentials !== 'absent');
    return [
      that(
        asked.length > 0 && others.length === 0,
        'The proxy was used without authentication.',
        asked.length === 0 ? 'The proxy was not used.' : `${others.length} requests to the proxy carried credentials.`,
        { sightings: others },
      ),
    ];
  },
  provedBy: ['makes-up-credentials', 'requires-credentials'],
});
