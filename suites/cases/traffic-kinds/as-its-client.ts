import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

export const asItsClient = defineSteps({
  id: 'traffic-kinds/as-its-client',
  requirements: ['R-PROXY-IS-CALLED', 'R-TUNNEL-BY-CONNECT'],
  stimulus: 'A session with one proxy asks for a host by http and by https.',
  obligation:
    'The service connects to the proxy where the configuration says it is, and asks it for a tunnel for https.',
  configuration: () => ({ proxies: [{ name: 'only' }] }),
  async steps(stage) {
    const session = await stage.start();
    const hosts = ['open.company.test:80', 'www.company.test:443'];
    await session.ask([{ url: 'http://open.company.test/' }, { url: 'https://www.company.test/' }]);
    return stage.sightingsAt('only').filter(({ authority }) => hosts.includes(authority));
  },
  expect(asked) {
    const tunnels = asked.filter(({ authority, kind }) => authority.endsWith(':443') && kind === 'tunnel');
    return [
      that(asked.length > 0, 'The service connected to the proxy.', 'The service did not connect to the proxy.', {
        requirement: 'R-PROXY-IS-CALLED',
        sightings: asked,
      }),
      that(
        tunnels.length > 0,
        'The proxy was asked by CONNECT for the https host.',
        'The proxy was not asked by CONNECT for the https host.',
        { requirement: 'R-TUNNEL-BY-CONNECT', sightings: tunnels },
      ),
    ];
  },
  provedBy: ['everything-direct', 'tunnels-direct'],
});
