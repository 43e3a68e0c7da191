import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';
import { patterns, SERVER } from './bodies.ts';
import { judgeRefusal, refusedStart } from './refused.ts';

const EXTERNAL = 'proxyConfiguration.proxies';

/** Each member is at fault by itself. */
const MANY_FAULTS = {
  name: '',
  sessionTimeoutSeconds: 28_801,
  proxyConfiguration: {
    proxies: [
      { externalProxy: { server: `https://${SERVER}`, port: 0 } },
      { externalProxy: { server: SERVER, domainPatterns: ['.good.test', '*.bad.test'] } },
      { externalProxy: { server: SERVER, port: 8080, credentials: { basicAuth: { secretArn: 'my-secret' } } } },
    ],
    bypass: { domainPatterns: patterns(101) },
  },
};

const MEMBERS_AT_FAULT = [
  'name',
  'sessionTimeoutSeconds',
  `${EXTERNAL}[0].externalProxy.server`,
  `${EXTERNAL}[0].externalProxy.port`,
  `${EXTERNAL}[1].externalProxy.port`,
  `${EXTERNAL}[1].externalProxy.domainPatterns[1]`,
  `${EXTERNAL}[2].externalProxy.credentials.basicAuth.secretArn`,
  'proxyConfiguration.bypass.domainPatterns',
];

export const everyViolation = defineSteps({
  id: 'api/every-violation',
  requirements: ['R-MODEL-REFUSAL-NAMES-MEMBER'],
  stimulus: 'A session is asked for with eight members that each break a constraint.',
  obligation: 'One ValidationException names all eight, and says of each what is wrong with it.',
  configuration: () => ({ proxies: [{ name: 'unused' }] }),
  steps: (stage) => stage.attempt(MANY_FAULTS),
  expect: (attempt) => [
    ...judgeRefusal(attempt, MEMBERS_AT_FAULT),
    that(
      attempt.kind === 'refused' && attempt.reason === 'FieldValidationFailed',
      'Its reason is FieldValidationFailed.',
      `Its reason is ${attempt.kind === 'refused' ? (attempt.reason ?? 'missing') : 'missing'}.`,
      { requirement: 'R-MODEL-ERRORS' },
    ),
  ],
  provedBy: ['first-violation-only'],
});

export const sessionMembers = refusedStart({
  id: 'api/session-members',
  requirements: ['R-MODEL-SESSION-MEMBERS'],
  stimulus: 'A session’s name, timeout or client token is just outside its limit.',
  bodies: {
    'no-name': { body: { name: '' }, member: 'name' },
    'name-101': { body: { name: 'n'.repeat(101) }, member: 'name' },
    'timeout-0': { body: { sessionTimeoutSeconds: 0 }, member: 'sessionTimeoutSeconds' },
    'timeout-28801': { body: { sessionTimeoutSeconds: 28_801 }, member: 'sessionTimeoutSeconds' },
    'token-32': { body: { clientToken: 'a'.repeat(32) }, member: 'clientToken' },
    'token-257': { body: { clientToken: 'a'.repeat(257) }, member: 'clientToken' },
    'token-ends-in-hyphen': { body: { clientToken: `${'a'.repeat(33)}-` }, member: 'clientToken' },
  },
  provedBy: ['clamps-session-members'],
});
