import type { SocketAddress } from '../../proxies/record.ts';
import type { SecretSettings } from '../emulator/access/rules.ts';
import type { Target } from '../sessions/target.ts';
import type { CallerName } from './cases/callers.ts';

/** Where the sessions of one run are started, and all in which one such place differs from another. */
export interface RunTarget extends AsyncDisposable {
  /** As whoever runs the harness reaches it. */
  readonly target: Target;
  readonly capabilities: TargetCapabilities;
  /** ARNs of secrets with certificates that every session is to be given, so that it trusts the origin. */
  readonly certificates: readonly string[];
  /** For reports. */
  readonly environment: Readonly<Record<string, string>>;
  /** The same target for somebody else. @throws {NotApplicableError} */
  as(caller: CallerName): Target;
  /**
   * Stores a secret's text, or replaces the one there. It is gone when the target is disposed.
   * @param arn that the secret has in the configuration; the same again means the same secret.
   * @returns the ARN that it has at the target.
   * @throws {NotApplicableError} where it cannot have these settings.
   */
  putSecret(arn: string, secretString: string, settings?: SecretSettings): Promise<string>;
  /** The ARN of a secret that is not there. @param arn that it has in the configuration. */
  missingSecret(arn: string): Promise<string>;
  /** What the service has logged so far, one line an event; absent where nobody can read it. */
  readonly log?: () => readonly string[];
}

/** What cases may ask of a target beyond sessions and secrets. */
export interface TargetCapabilities {
  /** Names for which a session's own connections end at the origin. */
  readonly direct: DirectNames;
  /** Sessions run on this machine: what listens on its loopback is within their reach. */
  readonly local: boolean;
  /** The pictures of a live view can be read; those of the real service are proprietary. */
  readonly liveView: boolean;
  /** There is another account, which may share secrets and keys with that of the sessions. */
  readonly otherAccount: boolean;
}

export type DirectNames =
  | { readonly kind: 'all' }
  /** All below this domain. */
  | { readonly kind: 'below'; readonly domain: string }
  | { readonly kind: 'none' };

/** What a target has to know of a run. */
export interface TargetNeeds {
  readonly runId: string;
  readonly origin: {
    /** Where direct connections are to end. */
    readonly address: SocketAddress;
    /** SHA-256 of the certificate's public key, base64. */
    readonly publicKeyHash: string;
  };
}

/** Prepares the place of a run's sessions; what it has made there is gone when that is disposed. */
export type OpenTarget = (needs: TargetNeeds) => Promise<RunTarget>;

/** A case, or a probe, needs what a target or its witnesses do not have. The message says what, as one sentence. */
export class NotApplicableError extends Error {
  readonly code = 'ERR_NOT_APPLICABLE';

  constructor(reason: string) {
    super(reason);
    this.name = 'NotApplicableError';
  }
}

/** Whether a session's own connections to this host end at the origin. */
export function leadsDirectly(host: string, direct: DirectNames): boolean {
  switch (direct.kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'below':
      return host.toLowerCase().endsWith(`.${direct.domain}`);
  }
}

/** Why direct requests to other hosts cannot be made. */
export function directReason(host: string, direct: DirectNames): string {
  const where = direct.kind === 'below' ? ` It leads there below ${direct.domain} only.` : '';
  return `A direct request to ${host} does not end at the origin: DNS leads sessions elsewhere.${where}`;
}
