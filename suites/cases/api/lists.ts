import { patterns, proxies, withBypass, withProxies, withProxy } from './bodies.ts';
import { refusedStart } from './refused.ts';

const PROXIES = 'proxyConfiguration.proxies';
const PATTERNS = `${PROXIES}[0].externalProxy.domainPatterns`;
const BYPASS = 'proxyConfiguration.bypass.domainPatterns';

export const tooManyProxies = refusedStart({
  id: 'api/too-many-proxies',
  requirements: ['R-LIMIT-PROXIES'],
  stimulus: 'A session is asked for with more than 5 proxies.',
  bodies: {
    six: { body: withProxies(proxies(6)), member: PROXIES },
    'a-hundred': { body: withProxies(proxies(100)), member: PROXIES },
  },
  provedBy: ['accepts-six-proxies'],
});

export const noProxies = refusedStart({
  id: 'api/no-proxies',
  requirements: ['R-MODEL-PROXY-REQUIRED'],
  stimulus: 'A session is asked for with a configuration that has no proxy.',
  bodies: {
    'an-empty-list': { body: withProxies([]), member: PROXIES },
    'no-list': { body: { proxyConfiguration: {} }, member: PROXIES },
    'bypass-only': { body: { proxyConfiguration: { bypass: { domainPatterns: ['.a.test'] } } }, member: PROXIES },
    null: { body: { proxyConfiguration: { proxies: null } }, member: PROXIES },
  },
  provedBy: ['accepts-no-proxies'],
});

export const emptyPatterns = refusedStart({
  id: 'api/empty-patterns',
  requirements: ['R-MODEL-PATTERNS-NOT-EMPTY'],
  stimulus: 'A session is asked for with an empty list of patterns.',
  bodies: {
    'of-a-proxy': { body: withProxy({ domainPatterns: [] }), member: PATTERNS },
    'of-the-bypass': { body: withBypass([]), member: BYPASS },
  },
  provedBy: ['accepts-empty-patterns'],
});

export const tooManyPatterns = refusedStart({
  id: 'api/too-many-patterns',
  requirements: ['R-LIMIT-PATTERNS'],
  stimulus: 'A session is asked for with 101 patterns for a proxy.',
  bodies: { '101': { body: withProxy({ domainPatterns: patterns(101) }), member: PATTERNS } },
  provedBy: ['drops-patterns-over-limit'],
});

export const tooManyBypassPatterns = refusedStart({
  id: 'api/too-many-bypass-patterns',
  requirements: ['R-LIMIT-BYPASS-PATTERNS'],
  stimulus: 'A session is asked for with 101 bypass patterns.',
  bodies: { '101': { body: withBypass(patterns(101)), member: BYPASS } },
  provedBy: ['drops-patterns-over-limit'],
});
