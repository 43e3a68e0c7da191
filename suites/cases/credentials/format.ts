import type { Judgement } from '../../../harness/conformance/cases/case.ts';
import type { StartAttempt } from '../../../harness/conformance/cases/stage.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import type { RequirementId } from '../../requirements/catalogue.ts';
import { defineCase, defineSteps } from '../define.ts';
import { PAGE_SCHEMES } from '../schemes.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** At both ends of what is allowed. */
const ALLOWED = {
  shortest: { username: 'u', password: '%' },
  longest: { username: 'u'.repeat(256), password: '%'.repeat(256) },
  'every-character': { username: `${LETTERS}@._+=-`, password: `${LETTERS}@._+=-!#$%&*` },
} as const;

export const allowedSecrets = defineCase({
  id: 'credentials/allowed-secrets',
  requirements: ['R-CREDENTIALS-OWN-PROXY'],
  stimulus: 'A secret’s user name and password are as short, as long and as colourful as they may be.',
  obligation: 'The proxy gets exactly these.',
  matrix: { secret: ['shortest', 'longest', 'every-character'], scheme: PAGE_SCHEMES },
  configuration: ({ secret }) => {
    const access = { proxy: 'basic', secret: { kind: 'these', ...ALLOWED[secret] } } as const;
    const guarded = { name: 'guarded', access } as const;
    return { proxies: [guarded] };
  },
  probes: ({ scheme }) => [{ url: `${scheme}://www.company.test/`, goes: 'guarded' }],
  provedBy: ['cuts-credentials-short', 'encodes-credentials'],
});

/** What is all right about a secret, and would be broken where it is refused. */
const ACCEPTED = {
  'username-characters': { username: ALLOWED['every-character'].username, password: 'sesame' },
  'password-characters': { username: 'aladdin', password: ALLOWED['every-character'].password },
  'username-length': { username: 'u'.repeat(256), password: 'sesame' },
  'password-length': { username: 'aladdin', password: 'p'.repeat(256) },
} as const;

const ALLOWED_BY = {
  'username-characters': 'R-SECRET-USERNAME-CHARACTERS',
  'password-characters': 'R-SECRET-PASSWORD-CHARACTERS',
  'username-length': 'R-SECRET-LENGTH',
  'password-length': 'R-SECRET-LENGTH',
} as const satisfies Record<keyof typeof ACCEPTED, RequirementId>;

export const acceptedSecrets = defineSteps({
  id: 'credentials/accepted-secrets',
  requirements: ['R-SECRET-USERNAME-CHARACTERS', 'R-SECRET-PASSWORD-CHARACTERS', 'R-SECRET-LENGTH'],
  stimulus: 'A user name or a password has every character that it may have, or as many as it may have.',
  obligation: 'The session starts.',
  matrix: { secret: ['username-characters', 'password-characters', 'username-length', 'password-length'] },
  configuration: ({ secret }) => {
    const access = { proxy: 'basic', secret: { kind: 'these', ...ACCEPTED[secret] } } as const;
    return { proxies: [{ name: 'guarded', access }] };
  },
  steps: (stage) => stage.attempt({ proxyConfiguration: stage.configuration }),
  expect: (attempt, { secret }) => [
    that(
      attempt.kind === 'started',
      'The session started.',
      attempt.kind === 'refused' ? `The session was refused: ${attempt.error}.` : '',
      { requirement: ALLOWED_BY[secret] },
    ),
  ],
  provedBy: ['refuses-unusual-secrets'],
});

const json = (username: string, password: string): string => JSON.stringify({ username, password });

/** Secrets that hold no credentials in the documented format. */
const REFUSED = {
  'no-json': 'aladdin-7f3a9c',
  list: '["aladdin-7f3a9c", "sesame-7f3a9c"]',
  'other-keys': '{"user": "aladdin-7f3a9c", "pass": "sesame-7f3a9c"}',
  'no-password': '{"username": "aladdin-7f3a9c"}',
  'password-number': '{"username": "aladdin-7f3a9c", "password": 73911}',
  'password-empty': json('aladdin-7f3a9c', ''),
  'username-colon': json('aladdin:7f3a9c', 'sesame-7f3a9c'),
  'username-exclamation': json('aladdin!7f3a9c', 'sesame-7f3a9c'),
  'username-too-long': json('u'.repeat(257), 'sesame-7f3a9c'),
  'password-colon': json('aladdin-7f3a9c', 'sesame:7f3a9c'),
  'password-space': json('aladdin-7f3a9c', 'sesame 7f3a9c'),
  'password-line-break': json('aladdin-7f3a9c', 'sesame\n7f3a9c'),
  'password-quotation-mark': json('aladdin-7f3a9c', 'sesame"7f3a9c'),
  'password-umlaut': json('aladdin-7f3a9c', 'sésame-7f3a9c'),
  'password-too-long': json('aladdin-7f3a9c', 'p'.repeat(257)),
} as const;

/** What is broken where one is taken. */
const REFUSED_BY = {
  'no-json': 'R-SECRET-JSON-KEYS',
  list: 'R-SECRET-JSON-KEYS',
  'other-keys': 'R-SECRET-JSON-KEYS',
  'no-password': 'R-SECRET-JSON-KEYS',
  // That a value has to be text, and may not be empty, is our reading.
  'password-number': 'R-CREDENTIALS-SECRET-MALFORMED',
  'password-empty': 'R-CREDENTIALS-SECRET-MALFORMED',
  'username-colon': 'R-SECRET-FORBIDDEN-CHARACTERS',
  'username-exclamation': 'R-SECRET-USERNAME-CHARACTERS',
  'username-too-long': 'R-SECRET-LENGTH',
  'password-colon': 'R-SECRET-FORBIDDEN-CHARACTERS',
  'password-space': 'R-SECRET-FORBIDDEN-CHARACTERS',
  'password-line-break': 'R-SECRET-FORBIDDEN-CHARACTERS',
  'password-quotation-mark': 'R-SECRET-FORBIDDEN-CHARACTERS',
  'password-umlaut': 'R-SECRET-PASSWORD-CHARACTERS',
  'password-too-long': 'R-SECRET-LENGTH',
} as const satisfies Record<keyof typeof REFUSED, RequirementId>;

/** Parts of the texts above by which they would be known again. */
const QUOTED = /7f3a9c|73911|aladdin|s[eé]same|uuuu|pppp/;

export const refusedSecrets = defineSteps({
  id: 'credentials/refused-secrets',
  requirements: [
    'R-CREDENTIALS-SECRET-MALFORMED',
    'R-SECRET-JSON-KEYS',
    'R-SECRET-USERNAME-CHARACTERS',
    'R-SECRET-PASSWORD-CHARACTERS',
    'R-SECRET-FORBIDDEN-CHARACTERS',
    'R-SECRET-LENGTH',
    'R-CREDENTIALS-NOT-RETURNED',
  ],
  stimulus: 'A secret holds something else than a user name and a password of allowed characters and lengths.',
  obligation: 'The session is refused, in words that repeat nothing of the secret.',
  matrix: {
    secret: [
      'no-json',
      'list',
      'other-keys',
      'no-password',
      'password-number',
      'password-empty',
      'username-colon',
      'username-exclamation',
      'username-too-long',
      'password-colon',
      'password-space',
      'password-line-break',
      'password-quotation-mark',
      'password-umlaut',
      'password-too-long',
    ],
  },
  configuration: ({ secret }) => {
    const access = { proxy: 'basic', secret: { kind: 'text', text: REFUSED[secret] } } as const;
    const guarded = { name: 'guarded', access } as const;
    return { proxies: [guarded] };
  },
  steps: (stage) => stage.attempt({ proxyConfiguration: stage.configuration }),
  expect: (attempt, { secret }) => [
    refused(attempt, REFUSED_BY[secret]),
    that(
      !QUOTED.test(JSON.stringify(attempt)),
      'The answer repeats nothing of the secret.',
      'The answer repeats parts of the secret.',
      { requirement: 'R-CREDENTIALS-NOT-RETURNED' },
    ),
  ],
  provedBy: ['accepts-malformed-secret', 'quotes-malformed-secret'],
});

export const missingSecret = defineSteps({
  id: 'credentials/missing-secret',
  requirements: ['R-CREDENTIALS-SECRET-MISSING'],
  stimulus: 'A proxy names a secret that does not exist.',
  obligation: 'The session is refused.',
  configuration: () => {
    const guarded = { name: 'guarded', access: { proxy: 'basic', secret: { kind: 'missing' } } } as const;
    return { proxies: [guarded] };
  },
  steps: (stage) => stage.attempt({ proxyConfiguration: stage.configuration }),
  expect: (attempt) => [refused(attempt, 'R-CREDENTIALS-SECRET-MISSING')],
  provedBy: ['goes-on-without-secret'],
});

function refused(attempt: StartAttempt, requirement: RequirementId): Judgement {
  const error = attempt.kind === 'refused' ? attempt.error : '';
  const seen = `The session was refused: ${error}.`;
  return that(attempt.kind === 'refused', seen, 'The session started.', { requirement });
}
