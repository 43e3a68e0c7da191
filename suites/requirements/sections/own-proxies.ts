import { section } from '../section.ts';

const untestable = 'It is about the proxies of whoever runs `verify --proxies tap`, which examines it.';

/** What `verify` asks of the user's own proxies. */
export const ownProxies = section('Your own proxies', [
  {
    id: 'P-REACHABLE',
    level: 'documented',
    statement: 'Every proxy of the configuration accepts connections and answers.',
    untestable,
  },
  {
    id: 'P-CREDENTIALS-ACCEPTED',
    level: 'documented',
    statement: 'A proxy accepts the credentials of its secret.',
    untestable,
  },
  {
    id: 'P-CREDENTIALS-WRONG',
    level: 'documented',
    statement: 'A proxy with credentials refuses whoever brings a wrong password.',
    untestable,
  },
  {
    id: 'P-CREDENTIALS-MISSING',
    level: 'documented',
    statement: 'A proxy with credentials refuses whoever brings none.',
    untestable,
  },
  {
    id: 'P-CREDENTIALS-NONE',
    level: 'documented',
    statement: 'A proxy without credentials in the configuration asks for none.',
    untestable,
  },
  {
    id: 'P-CONNECTS',
    level: 'documented',
    statement: 'A proxy leads to every host and port that your hosts need of it.',
    untestable,
  },
  {
    id: 'P-RESOLVES',
    level: 'documented',
    statement: 'A proxy resolves the names that it alone can know.',
    untestable,
  },
  {
    id: 'P-TLS',
    level: 'documented',
    statement: 'Sessions trust whoever a TLS connection through a proxy ends at.',
    untestable,
  },
  {
    id: 'P-EGRESS',
    level: 'documented',
    statement: 'What leaves through a proxy leaves from one address, over time and over connections.',
    untestable,
  },
  {
    id: 'P-FIGURES',
    level: 'undocumented',
    statement: 'How long a way through a proxy takes, beside the direct one, is measured and not judged.',
    untestable,
  },
  {
    id: 'P-PARALLEL',
    level: 'documented',
    statement: 'A proxy serves as many connections at a time as a browser opens to it.',
    untestable,
  },
  {
    id: 'P-OPENS',
    level: 'documented',
    statement: 'Your own pages open through the proxies that they go through.',
    untestable,
  },
]);
