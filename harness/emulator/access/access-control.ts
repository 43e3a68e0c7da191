import { accessDenied, notAuthorized } from './access-denied.ts';
import { decide, type Protected } from './decide.ts';
import { findKey } from './keys.ts';
import type { Policy } from './policy/policy.ts';
import { RequestKeys } from './policy/request-keys.ts';
import type { Caller } from './principal.ts';
import type { AccessRules, Account, Identity, SecretSettings } from './rules.ts';

/** Values of condition keys that belong to one action. */
export type ActionKeys = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Who wants to do what to which resource. */
export interface AccessRequest {
  readonly caller: Caller;
  /** `secretsmanager:GetSecretValue`, … */
  readonly action: string;
  /** ARN, or `*` for actions that know no single resources. */
  readonly resource: string;
  /** How an error names the resource; default: by its ARN. */
  readonly shownAs?: string;
  /** The account of the resource. */
  readonly accountId: string;
  readonly resourcePolicy?: Policy;
  readonly tags?: Readonly<Record<string, string>>;
  readonly keys?: ActionKeys;
  /** Services that make this request for the caller (`bedrock-agentcore.amazonaws.com`), the first one first. */
  readonly calledVia?: readonly string[];
}

/** The use of the key that encrypts a secret. */
export interface KeyUse extends Pick<AccessRequest, 'caller' | 'calledVia'> {
  readonly action: 'kms:Decrypt' | 'kms:GenerateDataKey';
  readonly secretArn: string;
  readonly secretAccountId: string;
  readonly kmsKeyId: string | undefined;
}

const SECRETS_MANAGER = 'secretsmanager';

/** The root user may do everything that its account may. */
const EVERYTHING: Policy = {
  statements: [
    {
      effect: 'Allow',
      actions: { excluded: false, texts: ['*'] },
      resources: { excluded: false, texts: ['*'] },
      conditions: [],
      hasVariables: false,
    },
  ],
};

/** Decides who may do what. Without rules everybody who can sign a request may do everything. */
export class AccessControl {
  readonly #rules: AccessRules | undefined;
  readonly #region: string;
  readonly #now: () => Date;

  constructor(rules: AccessRules | undefined, region: string, now: () => Date) {
    this.#rules = rules;
    this.#region = region;
    this.#now = now;
  }

  /** @throws {ServiceError} AccessDeniedException, which names the caller, the action and the resource. */
  authorize(request: AccessRequest): void {
    const { accountId, resourcePolicy: policy } = request;
    this.#decide(request, { accountId, ...(policy ? { policy } : {}), sameAccount: 'either' });
  }

  /**
   * Secrets Manager uses a secret's key with its caller's permissions.
   * @throws {ServiceError} AccessDeniedException
   */
  authorizeKey({ caller, action, secretArn, secretAccountId, kmsKeyId, calledVia = [] }: KeyUse): void {
    if (!this.#rules) return;
    const key = findKey(this.#rules, kmsKeyId, secretAccountId, this.#region);
    const { arn, accountId } = key;
    if (key.type === 'default') {
      // Its policy, which nobody can change, allows whatever goes through Secrets Manager in its own account.
      if (caller.principal.accountId === accountId) return;
      throw notAuthorized(caller.principal.arn, action, arn, 'because no other account can use the default key');
    }
    const via = `${SECRETS_MANAGER}.${this.#region}.amazonaws.com`;
    const request: AccessRequest = {
      caller,
      action,
      resource: arn,
      accountId,
      keys: {
        'kms:ViaService': via,
        'kms:CallerAccount': caller.principal.accountId,
        'kms:EncryptionContext:SecretARN': secretArn,
      },
      calledVia: [...calledVia, `${SECRETS_MANAGER}.amazonaws.com`],
    };
    const policy = key.type === 'customer' ? { policy: key.key.policy } : {};
    this.#decide(request, { accountId, ...policy, sameAccount: 'resource-first' });
  }

  /** Whether a secret can be encrypted with the key: without rules, with any. */
  hasKey(kmsKeyId: string | undefined, accountId: string): boolean {
    return !this.#rules || findKey(this.#rules, kmsKeyId, accountId, this.#region).type !== 'unknown';
  }

  /** What the rules say about a secret before it exists. */
  settingsOf(accountId: string, name: string): SecretSettings {
    return this.#rules?.get(accountId)?.secrets.get(name) ?? {};
  }

  #decide(request: AccessRequest, resource: Protected): void {
    if (!this.#rules) return;
    const { caller, action, shownAs = request.resource } = request;
    const { principal } = caller;
    const account = this.#rules.get(principal.accountId);
    const identity = account?.identities.find(({ principal: { arn } }) => arn === principal.arn);
    const policies = principal.arn.endsWith(':root') ? [EVERYTHING] : (identity?.policies ?? []);
    const keys = new RequestKeys(this.#keysOf(request, account, identity));
    const denial = decide({ principal, action, resource: request.resource, keys }, policies, resource);
    if (denial) throw accessDenied(principal.arn, action, shownAs, denial);
  }

  #keysOf(request: AccessRequest, account: Account | undefined, identity: Identity | undefined): ActionKeys {
    const { caller, accountId, tags = {}, calledVia = [] } = request;
    const { principal, sourceIp, secureTransport } = caller;
    const now = this.#now();
    const isDirect = calledVia.length === 0;
    return {
      ...tagKeys('aws:PrincipalTag/', identity?.tags ?? {}),
      ...tagKeys('aws:ResourceTag/', tags),
      'aws:CalledVia': isDirect ? undefined : calledVia,
      'aws:CalledViaFirst': calledVia[0],
      'aws:CalledViaLast': calledVia.at(-1),
      'aws:CurrentTime': now.toISOString(),
      'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
      'aws:PrincipalAccount': principal.accountId,
      'aws:PrincipalArn': principal.identityArn,
      'aws:PrincipalIsAWSService': 'false',
      'aws:PrincipalOrgID': account?.organizationId,
      'aws:PrincipalType': principalType(principal.arn),
      'aws:RequestedRegion': this.#region,
      'aws:ResourceAccount': accountId,
      'aws:ResourceOrgID': this.#rules?.get(accountId)?.organizationId,
      'aws:SecureTransport': String(secureTransport),
      // The address that a service calls from is its own, which nobody knows.
      'aws:SourceIp': isDirect ? sourceIp : undefined,
      'aws:username': /:user\/(?:.*\/)?([^/]+)$/.exec(principal.arn)?.[1],
      'aws:ViaAWSService': String(!isDirect),
      ...request.keys,
    };
  }
}

function principalType(arn: string): string {
  if (arn.endsWith(':root')) return 'Account';
  return arn.includes(':user/') ? 'User' : 'AssumedRole';
}

function tagKeys(prefix: string, tags: Readonly<Record<string, string>>): ActionKeys {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [prefix + name, value]));
}
