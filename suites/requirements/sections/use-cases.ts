import { section } from '../section.ts';

/** What the feature is for. */
export const useCases = section('Use cases', [
  {
    id: 'R-EGRESS-STABLE',
    level: 'documented',
    statement: 'All of a session’s requests to a domain leave through the same proxy.',
  },
  {
    id: 'R-PROXY-RESOLVES-NAMES',
    level: 'undocumented',
    statement: 'The proxy resolves names, so that hosts which only it can resolve are reached on every route.',
  },
  {
    id: 'R-EGRESS-LOCATION',
    level: 'documented',
    statement: 'Content for a region is reached through a proxy in that region.',
    untestable: 'It follows from the place of the user’s proxy; that requests take the proxy is tested.',
  },
  {
    id: 'R-PARTNER-SPLIT',
    level: 'documented',
    statement: 'Some domains go through a proxy of their own while all others go through a general one.',
  },
]);
