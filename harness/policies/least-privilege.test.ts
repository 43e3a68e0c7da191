import { describe, expect, test } from 'vitest';
import type { PolicyDocument, PolicyStatement } from './policy-document.ts';
import { type Policies, policiesOf, policyWorld } from './testing/policy-world.ts';
import { crossAccount, ownKey, sameAccount, wholeAccount } from './testing/setups.ts';

const SETUPS = {
  'secrets of the same account, default key': sameAccount,
  'secrets of the same account, own key': ownKey,
  'secrets of another account': crossAccount,
  'secrets of another account, any identity, own browser': wholeAccount,
} as const;

/** Everything that can be taken out of a document: each action and each resource. */
function reductions({ Version, Statement }: PolicyDocument): readonly (readonly [string, PolicyDocument])[] {
  return Statement.flatMap((statement, index) => {
    const { Action, Resource } = statement;
    const others = Statement.filter((_, at) => at !== index);
    const document = (...rest: readonly PolicyStatement[]): PolicyDocument => ({
      Version,
      Statement: [...others, ...rest],
    });
    const actions = [Action].flat();
    const resources = [Resource].flat();
    return [
      ...actions.map((gone) => {
        const left = actions.filter((action) => action !== gone);
        return [gone, document(...(left.length === 0 ? [] : [{ ...statement, Action: left }]))] as const;
      }),
      ...(resources.length < 2 ? [] : resources).map((gone) => {
        const left = resources.filter((resource) => resource !== gone);
        return [`${actions} of ${gone}`, document({ ...statement, Resource: left })] as const;
      }),
    ];
  });
}

/** The policies with one thing less, and what that was. */
function lessOf(policies: Policies): readonly (readonly [string, Policies])[] {
  const { identity, secrets } = policies;
  return [
    ...reductions(identity).map(
      ([gone, less]) => [`${gone} in the identity policy`, { ...policies, identity: less }] as const,
    ),
    ...Object.keys(secrets).map((gone) => {
      const rest = Object.fromEntries(Object.entries(secrets).filter(([name]) => name !== gone));
      return [`the policy of the secret ${gone}`, { ...policies, secrets: rest }] as const;
    }),
    ...policies.keyStatements.map(() => ['the statement of the key', { ...policies, keyStatements: [] }] as const),
  ];
}

describe.each(Object.entries(SETUPS))('%s', (_, setup) => {
  const policies = policiesOf(setup);

  test('the policies are enough to start a session, look at it, connect to it and stop it', async () => {
    await using world = await policyWorld(setup, policies);
    await world.use();
  });

  test.each(lessOf(policies))('but not without %s', async (_what, less) => {
    await using world = await policyWorld(setup, less);
    await expect(world.use()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('they allow nothing beyond this set-up', () => {
  test.each([
    ['a secret whose name begins alike', { ...sameAccount, proxies: renamed('proxies/general-2') }],
    ['another browser', { ...sameAccount, browserIdentifier: 'other_browser-a1B2c3D4e5' }],
  ])('%s is refused', async (_what, asked) => {
    await using world = await policyWorld(asked, policiesOf(sameAccount));
    await expect(world.use()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  test('the key decrypts no other secret for the caller, though every policy of the secret lets her read it', async () => {
    const asked = { ...crossAccount, proxies: renamed('proxies/general-2') };
    const { keyStatements } = policiesOf(crossAccount);
    await using world = await policyWorld(asked, { ...policiesOf(asked), keyStatements });
    await expect(world.use()).rejects.toThrow(/kms:Decrypt .* because no resource-based policy allows/);
  });

  test('another role of the account is refused by the other account, whatever its own policies', async () => {
    const asked = { ...crossAccount, caller: { kind: 'role', name: 'other' } } as const;
    const { secrets, keyStatements } = policiesOf(crossAccount);
    await using world = await policyWorld(asked, { ...policiesOf(asked), secrets, keyStatements });
    await expect(world.use()).rejects.toThrow(
      /secretsmanager:GetSecretValue .* because no resource-based policy allows/,
    );
  });
});

function renamed(secretName: string) {
  return [
    ...crossAccount.proxies.slice(0, 1),
    { server: 'general.example.com', port: 3128, domainPatterns: [], secretName },
  ];
}
