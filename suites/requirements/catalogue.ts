import type { Requirement } from '../../harness/conformance/requirement.ts';

const PRECEDENCE = 'Routing precedence';
const CONNECTIVITY = 'Connectivity behavior';
const CREDENTIALS = 'Credential protection';

/** Every statement that results refer to. Ids are public API; sections are the headings of the service's document. */
const entries = [
  {
    id: 'R-BYPASS-DIRECT',
    level: 'documented',
    section: PRECEDENCE,
    statement: 'A domain that a bypass pattern claims connects directly, whatever the proxies claim.',
  },
  {
    id: 'R-PATTERN-FIRST-MATCH',
    level: 'documented',
    section: PRECEDENCE,
    statement: 'Of several proxies that claim a domain, the first in array order gets it.',
  },
  {
    id: 'R-PATTERN-ROUTES',
    level: 'documented',
    section: PRECEDENCE,
    statement: 'A domain that a proxy’s pattern claims goes through that proxy.',
  },
  {
    id: 'R-DEFAULT-ROUTES',
    level: 'documented',
    section: PRECEDENCE,
    statement: 'A domain that no pattern claims goes through the proxy without patterns.',
  },
  {
    id: 'R-DEFAULT-SEVERAL',
    level: 'undocumented',
    section: PRECEDENCE,
    statement: 'Of several proxies without patterns, the first in array order is the default.',
  },
  {
    id: 'R-UNMATCHED-NO-DEFAULT',
    level: 'undocumented',
    section: PRECEDENCE,
    statement: 'Without a default proxy, a domain that no pattern claims connects directly.',
  },
  {
    id: 'R-FAIL-OPEN-START',
    level: 'documented',
    section: CONNECTIVITY,
    statement: 'A session starts whether or not its proxies can be reached: nothing checks them when it is created.',
  },
  {
    id: 'R-FAIL-OPEN-ERROR-PAGE',
    level: 'documented',
    section: CONNECTIVITY,
    statement: 'A page whose proxy fails shows the browser’s error page; the request takes no other route.',
  },
  {
    id: 'R-NO-RETRY',
    level: 'documented',
    section: CONNECTIVITY,
    statement: 'A failed request is not made again by the service.',
  },
  {
    id: 'R-CREDENTIALS-OWN-PROXY',
    level: 'documented',
    section: CREDENTIALS,
    statement: 'A proxy gets the credentials of its own secret, and no proxy gets another one’s.',
  },
  {
    id: 'R-CREDENTIALS-NOT-AT-ORIGIN',
    level: 'documented',
    section: CREDENTIALS,
    statement: 'Proxy credentials end at the proxy: no destination website gets them.',
  },
  {
    id: 'R-CREDENTIALS-NOT-RETURNED',
    level: 'documented',
    section: CREDENTIALS,
    statement: 'API answers never hold credentials; GetBrowserSession returns the secret’s ARN only.',
  },
  {
    id: 'U-EXPECTATION',
    level: 'documented',
    section: 'Your own expectations',
    statement: 'Every URL takes the route that you expect of it.',
  },
] as const satisfies readonly Requirement[];

export type RequirementId = (typeof entries)[number]['id'];

const catalogue: readonly Requirement[] = entries;

export default catalogue;
