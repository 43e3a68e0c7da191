import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { SCHEMES } from '../schemes.ts';

export const withoutConfiguration = defineSteps({
  id: 'lifecycle/without-configuration',
  requirements: ['R-WITHOUT-CONFIGURATION'],
  stimulus: 'A session is started without a proxy configuration, beside one that has a proxy for everything.',
  obligation: 'Its requests connect directly, and no proxy is asked.',
  configuration: () => ({ proxies: [{ name: 'neighbour' }] }),
  async steps(stage) {
    await stage.start();
    const session = await stage.start({ setup: 'none' });
    const { proxyConfiguration } = await session.describe();
    return {
      proxyConfiguration,
      observed: await session.ask(SCHEMES.map((scheme) => ({ url: `${scheme}://a.test/` }))),
    };
  },
  expect: ({ proxyConfiguration, observed }) => [
    that(
      proxyConfiguration === undefined,
      'GetBrowserSession shows no proxy configuration.',
      'GetBrowserSession shows a proxy configuration.',
    ),
    ...observed.map((one) => judgeRequest(one, { goes: 'direct', requirement: 'R-WITHOUT-CONFIGURATION' })),
  ],
  provedBy: ['fills-in-configuration'],
});
