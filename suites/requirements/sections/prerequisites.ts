import { section } from '../section.ts';

/** What must be there first. */
export const prerequisites = section('Prerequisites', [
  {
    id: 'R-PREREQUISITE-SET-UP',
    level: 'documented',
    statement: 'The general set-up of the browser tool is done.',
    untestable: 'It concerns the user’s account before any proxy comes into play; without it nothing starts at all.',
  },
  {
    id: 'R-PREREQUISITE-REACHABLE',
    level: 'documented',
    statement: 'The proxy can be reached from the internet, or within the VPC where the session runs in one.',
    untestable:
      'A property of the user’s network. What follows where it does not hold is tested as fail-open behaviour.',
  },
  {
    id: 'R-TUNNEL-BY-CONNECT',
    level: 'documented',
    statement: 'HTTPS traffic is tunnelled through a proxy by the HTTP CONNECT method.',
  },
  {
    id: 'R-SECRET-JSON-KEYS',
    level: 'documented',
    statement: 'A secret holds JSON with the keys `username` and `password`.',
  },
  {
    id: 'R-CALLER-MAY-READ-SECRET',
    level: 'documented',
    statement: 'Who calls StartBrowserSession needs secretsmanager:GetSecretValue for the secret.',
  },
]);
