import { defineCase } from '../define.ts';
import { PAGE_SCHEMES, SCHEMES } from '../schemes.ts';

export const asksNoProxy = defineCase({
  id: 'bypass/asks-no-proxy',
  requirements: ['R-BYPASS-NO-PROXY', 'R-BYPASS-DIRECT'],
  stimulus: 'Every proxy answers with an error, and hosts are asked for that the bypass and a proxy claim.',
  obligation: 'The requests arrive directly, and no proxy is so much as asked.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'named', claims: ['.company.test'], behaviour: { kind: 'respond', status: 502 } },
      { name: 'fallback', behaviour: { kind: 'respond', status: 502 } },
    ],
    bypass: ['.static.company.test', 'example.test'],
  }),
  probes: ({ scheme }) =>
    ['www.static.company.test', 'example.test'].map((host) => ({
      url: `${scheme}://${host}/`,
      goes: 'direct',
    })),
  provedBy: ['bypass-after-proxy', 'ignores-bypass'],
});

export const noCredentials = defineCase({
  id: 'bypass/no-credentials',
  requirements: ['R-CREDENTIALS-NOT-AT-ORIGIN', 'R-BYPASS-DIRECT'],
  stimulus: 'All proxies want credentials, and a bypassed host is asked for before and after proxied ones.',
  obligation: 'What goes directly carries no credentials of any proxy.',
  matrix: { scheme: SCHEMES },
  configuration: () => ({
    proxies: [
      { name: 'named', claims: ['.company.test'], access: { proxy: 'basic', secret: { kind: 'right' } } },
      { name: 'fallback', access: { proxy: 'basic', secret: { kind: 'right' } } },
    ],
    bypass: ['.static.company.test'],
  }),
  probes: ({ scheme }) => [
    { url: `${scheme}://www.static.company.test/`, goes: 'direct' },
    { url: `${scheme}://www.company.test/`, goes: 'named' },
    { url: `${scheme}://www.example.test/`, goes: 'fallback' },
    { url: `${scheme}://cdn.static.company.test/`, goes: 'direct' },
  ],
  provedBy: ['credentials-to-origin'],
});

export const redirects = defineCase({
  id: 'bypass/redirects',
  requirements: ['R-BYPASS-DIRECT', 'R-PATTERN-ROUTES', 'R-DEFAULT-ROUTES'],
  stimulus:
    'A bypassed host redirects to proxied ones and they back to it, for a document and for a request of a script.',
  obligation: 'Each hop goes by its own host: directly where the bypass claims it, and only there.',
  matrix: { scheme: PAGE_SCHEMES, kind: ['link', 'fetch'] },
  configuration: () => ({
    proxies: [{ name: 'named', claims: ['.company.test'] }, { name: 'fallback' }],
    bypass: ['.static.company.test'],
  }),
  probes: ({ scheme, kind }) => {
    const from = `${scheme}://www.example.test/`;
    return [
      { url: `${scheme}://static.company.test/`, by: 'redirect', from, goes: 'direct' },
      { url: `${scheme}://www.company.test/`, by: 'redirect', from, goes: 'named' },
      { url: `${scheme}://static.company.test/`, by: 'redirect', from, goes: 'direct' },
      { url: `${scheme}://www.example.test/`, by: 'redirect', from, goes: 'fallback' },
      { url: `${scheme}://cdn.static.company.test/`, by: kind, from, goes: 'direct' },
    ];
  },
  provedBy: ['session-keeps-route', 'ignores-bypass', 'bypass-for-http-only'],
});
