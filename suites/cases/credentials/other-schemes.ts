import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { OWN_SECRET } from './access.ts';

export const otherSchemes = defineSteps({
  id: 'credentials/other-schemes',
  requirements: ['R-BASIC-ONLY', 'R-CREDENTIALS-OWN-PROXY'],
  stimulus: 'A proxy with a secret, and one without, want credentials by Digest, Negotiate or NTLM.',
  obligation: 'Neither is answered: one has got its secret’s as Basic, the other none, and the page shows an error.',
  matrix: { scheme: ['Digest', 'Negotiate', 'NTLM'] },
  configuration: ({ scheme }) => {
    const behaviour = { kind: 'challenge', scheme } as const;
    const guarded = { name: 'guarded', claims: ['.guarded.test'], access: OWN_SECRET, behaviour } as const;
    const bare = { name: 'bare', behaviour } as const;
    return { proxies: [guarded, bare] };
  },
  async steps(stage) {
    const session = await stage.start();
    return session.ask([
      { url: 'http://open.guarded.test/', traffic: 'navigation', failsAt: 'guarded', credentials: 'valid' },
      { url: 'https://www.guarded.test/', traffic: 'navigation', failsAt: 'guarded', credentials: 'valid' },
      { url: 'http://open.company.test/', traffic: 'navigation', failsAt: 'bare', credentials: 'absent' },
      { url: 'https://www.company.test/', traffic: 'navigation', failsAt: 'bare', credentials: 'absent' },
    ] as const);
  },
  expect: (observed) =>
    observed.flatMap((one) => {
      const { url, credentials } = one.request;
      const others = one.asked.filter((asked) => asked.credentials !== credentials);
      return [
        judgeRequest(one, one.request),
        that(
          one.asked.length > 0 && others.length === 0,
          `Every request for ${url} came with ${credentials} Basic credentials.`,
          `Requests for ${url} came with ${others.map((other) => other.credentials).join(', ')} credentials.`,
          { sightings: one.asked },
        ),
      ];
    }),
  provedBy: ['answers-digest'],
});
