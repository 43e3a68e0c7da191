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
