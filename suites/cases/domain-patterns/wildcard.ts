import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

export const noWildcard = defineSteps({
  id: 'domain-patterns/no-wildcard',
  requirements: ['R-PATTERN-NO-WILDCARD', 'R-MODEL-PATTERN-SYNTAX'],
  stimulus: 'A session is asked for with an asterisk in a pattern.',
  obligation: 'The service refuses it, and names the pattern.',
  matrix: { pattern: ['*.example.test', '*', 'www.*.test', '.*.test'] },
  configuration: () => ({ proxies: [{ name: 'any' }] }),
  steps: (stage, { pattern }) => {
    const [proxy] = stage.configuration.proxies;
    const proxies = [{ externalProxy: { ...proxy?.externalProxy, domainPatterns: [pattern] } }];
    return stage.attempt({ proxyConfiguration: { proxies } });
  },
  expect: (attempt, { pattern }) => [
    that(
      attempt.kind === 'refused' && attempt.error === 'ValidationException',
      `StartBrowserSession with the pattern ${pattern} was answered with a ValidationException.`,
      attempt.kind === 'started'
        ? `StartBrowserSession took the pattern ${pattern}, and a session started.`
        : `StartBrowserSession with the pattern ${pattern} was answered with ${attempt.error} (${attempt.status}).`,
    ),
    that(
      attempt.kind === 'refused' && attempt.fields.some((field) => field.includes('domainPatterns')),
      'The answer names the pattern.',
      'The answer names no pattern.',
      { requirement: 'R-MODEL-REFUSAL-NAMES-MEMBER' },
    ),
  ],
  provedBy: ['takes-any-pattern'],
});
