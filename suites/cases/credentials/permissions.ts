import type { CallerName } from '../../../harness/conformance/cases/callers.ts';
import type { Judgement } from '../../../harness/conformance/cases/case.ts';
import type { OtherAccount } from '../../../harness/conformance/cases/setup.ts';
import type { Stage, StartAttempt } from '../../../harness/conformance/cases/stage.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import type { RequirementId } from '../../requirements/catalogue.ts';
import { defineSteps } from '../define.ts';
import { OWN_SECRET } from './access.ts';

/** The proxies of a stage, in a session of their own each: whether somebody may have one with it. */
function attemptAlone(stage: Stage, position: number, caller: CallerName): Promise<StartAttempt> {
  const { proxies } = stage.configuration;
  return stage.attempt({ proxyConfiguration: { proxies: proxies.slice(position, position + 1) } }, caller);
}

function allowed(attempt: StartAttempt, who: string, requirement: RequirementId): Judgement {
  return that(
    attempt.kind === 'started',
    `${who} got a session.`,
    attempt.kind === 'refused' ? `${who} was refused: ${attempt.error}.` : '',
    { requirement },
  );
}

function denied(attempt: StartAttempt, who: string, requirement: RequirementId): Judgement {
  const error = attempt.kind === 'refused' ? attempt.error : undefined;
  return that(
    error === 'AccessDeniedException',
    `${who} was denied access.`,
    error === undefined ? `${who} got a session.` : `${who} was refused for another reason: ${error}.`,
    { requirement },
  );
}

export const callersPermissions = defineSteps({
  id: 'credentials/callers-permissions',
  requirements: [
    'R-CREDENTIALS-CALLER-IDENTITY',
    'R-CALLER-MAY-READ-SECRET',
    'R-IDENTITY-POLICY-SUFFICES',
    'R-ACCESS-BY-SECRET',
  ],
  stimulus: 'Callers whose policies allow every secret, one secret and none start sessions with a secret each.',
  obligation: 'They get a session with the secrets that they may read, and are denied access to all others.',
  configuration: () => ({
    proxies: [
      { name: 'allowed', access: OWN_SECRET },
      { name: 'other', access: OWN_SECRET },
    ],
  }),
  steps: async (stage) => ({
    reader: await attemptAlone(stage, 1, 'reader'),
    limited: await attemptAlone(stage, 0, 'limited'),
    beyond: await attemptAlone(stage, 1, 'limited'),
    stranger: await attemptAlone(stage, 0, 'stranger'),
  }),
  expect: ({ reader, limited, beyond, stranger }) => [
    allowed(reader, 'Who may read every secret', 'R-IDENTITY-POLICY-SUFFICES'),
    allowed(limited, 'Who may read this one secret', 'R-IDENTITY-POLICY-SUFFICES'),
    denied(beyond, 'Who may read another secret only', 'R-ACCESS-BY-SECRET'),
    denied(stranger, 'Who may read no secret', 'R-CALLER-MAY-READ-SECRET'),
    that(
      limited.kind !== stranger.kind && reader.kind !== beyond.kind,
      'Whether a session got a secret depended on who started it.',
      'Whether a session got a secret did not depend on who started it.',
      { requirement: 'R-CREDENTIALS-CALLER-IDENTITY' },
    ),
  ],
  provedBy: ['ignores-access-policy', 'only-root-reads-secrets', 'needs-resource-policy', 'one-secret-opens-all'],
});

/** The other account's part. Only with all of it can our account use its secret. */
const OWNERS = {
  allowed: { resourcePolicy: true, key: 'shared' },
  'no-resource-policy': { resourcePolicy: false, key: 'shared' },
  'key-not-shared': { resourcePolicy: true, key: 'private' },
  'default-key': { resourcePolicy: true, key: 'default' },
} as const satisfies Record<string, OtherAccount>;

/** What is broken where a session starts, or does not where all is there. */
const RULED_BY = {
  allowed: 'R-CROSS-ACCOUNT-RESOURCE-POLICY',
  'no-resource-policy': 'R-ACCESS-CROSS-ACCOUNT-EXPLICIT',
  'key-not-shared': 'R-CROSS-ACCOUNT-KEY-POLICY',
  // Nobody can change the default key's policy, which lets no other account in.
  'default-key': 'R-ACCESS-CROSS-ACCOUNT-EXPLICIT',
} as const satisfies Record<keyof typeof OWNERS, RequirementId>;

export const crossAccount = defineSteps({
  id: 'credentials/cross-account',
  requirements: ['R-ACCESS-CROSS-ACCOUNT-EXPLICIT', 'R-CROSS-ACCOUNT-RESOURCE-POLICY', 'R-CROSS-ACCOUNT-KEY-POLICY'],
  stimulus: 'A caller whose own policies allow everything names a secret of another account.',
  obligation: 'A session starts where the secret’s and its key’s policies allow it too; elsewhere access is denied.',
  matrix: { owner: ['allowed', 'no-resource-policy', 'key-not-shared', 'default-key'] },
  configuration: ({ owner }) => {
    const guarded = { name: 'guarded', access: { ...OWN_SECRET, owner: OWNERS[owner] } } as const;
    return { proxies: [guarded] };
  },
  steps: (stage) => attemptAlone(stage, 0, 'reader'),
  expect: (attempt, { owner }) => [
    owner === 'allowed'
      ? allowed(attempt, 'The caller', RULED_BY[owner])
      : denied(attempt, 'The caller', RULED_BY[owner]),
  ],
  provedBy: ['ignores-access-policy', 'ignores-key-policy', 'refuses-other-accounts'],
});
