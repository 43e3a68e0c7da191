import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { OWN_SECRET } from './access.ts';

export const secretChange = defineSteps({
  id: 'credentials/secret-change',
  requirements: ['R-CREDENTIALS-SECRET-CHANGE'],
  stimulus: 'The secret of a proxy gets another user name and password while a session runs.',
  obligation: 'The session goes on with the credentials that it has started with.',
  configuration: () => ({ proxies: [{ name: 'guarded', access: OWN_SECRET }] }),
  async steps(stage) {
    const session = await stage.start();
    const before = await session.ask([{ url: 'https://before.company.test/', goes: 'guarded' } as const]);
    await stage.changeSecret('guarded', '{"username": "somebody-else", "password": "something-else"}');
    const after = await session.ask(
      ['http', 'https'].map((scheme) => ({ url: `${scheme}://after.company.test/`, goes: 'guarded' }) as const),
    );
    return [...before, ...after];
  },
  expect: (observed) =>
    observed.flatMap((one) => [
      that(
        one.asked.length > 0 && one.asked.every(({ credentials }) => credentials === 'valid'),
        `${one.request.url} was asked for with the credentials from the session's start.`,
        `${one.request.url} was asked for with other credentials than those from the session's start.`,
        { sightings: one.asked },
      ),
      judgeRequest(one, one.request),
    ]),
  provedBy: ['rereads-secret'],
});

const STORED_LAST = { username: 'stored-last', password: 'stored-last' };

export const secretAtStart = defineSteps({
  id: 'credentials/secret-at-start',
  requirements: ['R-SECRET-FROM-SECRETS-MANAGER'],
  stimulus: 'The secret of a proxy gets another user name and password between two sessions.',
  obligation: 'The second session has the credentials that Secrets Manager holds when it starts.',
  configuration: () => {
    const access = { proxy: 'basic', secret: { kind: 'these', ...STORED_LAST } } as const;
    return { proxies: [{ name: 'guarded', access }] };
  },
  async steps(stage) {
    await stage.changeSecret('guarded', '{"username": "stored-first", "password": "stored-first"}');
    await stage.attempt({ proxyConfiguration: stage.configuration });
    await stage.changeSecret('guarded', JSON.stringify(STORED_LAST));
    const session = await stage.start();
    return session.ask([{ url: 'https://www.company.test/', traffic: 'navigation' }]);
  },
  expect: (observed) =>
    observed.map(({ request: { url }, asked }) =>
      that(
        asked.length > 0 && asked.every(({ credentials }) => credentials === 'valid'),
        `${url} was asked for with what the secret holds.`,
        `${url} was asked for with something else than what the secret holds.`,
        { sightings: asked },
      ),
    ),
  provedBy: ['remembers-secrets'],
});
