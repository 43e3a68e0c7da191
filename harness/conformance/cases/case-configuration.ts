import type { Access } from '../../../proxies/index.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { SecretSettings } from '../../emulator/access/rules.ts';
import type { Canary } from '../../evidence/canaries.ts';
import { newCredentials } from '../stand-ins.ts';
import { keyAlias, OTHER_ACCOUNT, OWN_ACCOUNT, SHARED_SECRET_POLICY } from './callers.ts';
import type { CaseProxy, Setup } from './setup.ts';

/** What reports show as the proxies' port: case proxies listen on ports that change from run to run. */
const SHOWN_PORT = 8080;

/** What reports call a proxy of a case. */
export function shownName(name: string): string {
  return `${name}:${SHOWN_PORT}`;
}

/** The configuration that a setup describes, proxies by their names. @param runId keeps the secrets of scenes apart. */
export function configurationOf({ proxies, bypass }: Setup, runId: string): ProxyConfiguration {
  return {
    proxies: proxies.map((proxy) => ({
      externalProxy: {
        server: proxy.name,
        port: SHOWN_PORT,
        ...(proxy.claims === undefined ? {} : { domainPatterns: proxy.claims }),
        ...(namesSecret(proxy) ? { credentials: { basicAuth: { secretArn: secretArn(proxy, runId) } } } : {}),
      },
    })),
    ...(bypass === undefined ? {} : { bypass: { domainPatterns: bypass } }),
  };
}

/** A secret that the service is given. */
export interface StoredSecret {
  readonly arn: string;
  readonly secretString: string;
  readonly settings: SecretSettings;
}

/** Credentials of a scene: who checks which, and what the service is given. */
interface CaseSecrets {
  /** By position. */
  readonly access: readonly Access[];
  readonly stored: readonly StoredSecret[];
  /** What must be nowhere but at the proxy that it is for. */
  readonly canaries: readonly Canary[];
}

/** Makes the credentials of a setup. @param shown from {@link configurationOf}. */
export function caseSecrets({ proxies }: Setup, shown: ProxyConfiguration): CaseSecrets {
  const wantedByName = new Map(proxies.map((proxy) => [proxy.name, wantedBy(proxy)]));
  const made = proxies.map((proxy, index) => {
    const arn = shown.proxies[index]?.externalProxy.credentials?.basicAuth.secretArn;
    const secret = proxy.access?.secret;
    const wanted = wantedByName.get(secret?.kind === 'that-of' ? secret.proxy : proxy.name) ?? newCredentials();
    const held = heldFor(proxy, wanted);
    const access: Access = proxy.access?.proxy === 'basic' ? { kind: 'basic', ...wanted } : { kind: 'open' };
    return {
      access,
      stored:
        arn === undefined || held === undefined ? [] : [{ arn, secretString: held.text, settings: settingsOf(proxy) }],
      canaries: [wanted, ...(held?.canary === undefined ? [] : [held.canary])],
    };
  });
  return {
    access: made.map(({ access }) => access),
    stored: made.flatMap(({ stored }) => stored),
    canaries: made.flatMap(({ canaries }) => canaries),
  };
}

function namesSecret({ access }: CaseProxy): boolean {
  return access !== undefined && access.secret.kind !== 'none';
}

function secretArn({ name: own, access }: CaseProxy, runId: string): string {
  const name = access?.secret.kind === 'that-of' ? access.secret.proxy : own;
  const account = access?.owner === undefined ? OWN_ACCOUNT : OTHER_ACCOUNT;
  return `arn:aws:secretsmanager:us-east-1:${account}:secret:${runId}/${name}-AbCdEf`;
}

function settingsOf({ access }: CaseProxy): SecretSettings {
  const { resourcePolicy = false, key = 'default' } = access?.owner ?? {};
  return {
    ...(resourcePolicy ? { resourcePolicy: SHARED_SECRET_POLICY } : {}),
    ...(key === 'default' ? {} : { kmsKeyId: keyAlias(key) }),
  };
}

function wantedBy({ access }: CaseProxy): Canary {
  if (access?.secret.kind !== 'these') return newCredentials();
  const { username, password } = access.secret;
  return { username, password };
}

/** What the secret holds; `undefined` where there is none. */
function heldFor({ access }: CaseProxy, wanted: Canary): { text: string; canary?: Canary } | undefined {
  switch (access?.secret.kind) {
    case undefined:
    case 'none':
    case 'that-of':
    case 'missing':
      return undefined;
    case 'text':
      return { text: access.secret.text };
    case 'wrong': {
      const other = newCredentials();
      return { text: JSON.stringify(other), canary: other };
    }
    case 'right':
    case 'these':
      return { text: JSON.stringify(wanted) };
  }
}
