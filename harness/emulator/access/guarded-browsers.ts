import { matchPath } from '../api/path-template.ts';
import type { Service } from '../api/service.ts';
import type { AccessControl } from './access-control.ts';
import type { Caller } from './principal.ts';

const SERVICE = 'bedrock-agentcore';

/** Browsers that AWS provides belong to no customer's account. */
const MANAGED = /^aws\./;

/**
 * The ARN of a browser as callers see it, who find their own account's browsers under their identifiers. Seen in the
 * real service's errors: `arn:aws:bedrock-agentcore:us-east-2:aws:browser/aws.browser.v1`.
 */
function browserArn(identifier: string, region: string, accountId: string): string {
  const owned = MANAGED.test(identifier) ? `aws:browser/${identifier}` : `${accountId}:browser-custom/${identifier}`;
  return `arn:aws:${SERVICE}:${region}:${owned}`;
}

/** The actions of the streams, by the last segment of their paths. */
const STREAM_ACTIONS: ReadonlyMap<string, string> = new Map([
  ['automation', 'ConnectBrowserAutomationStream'],
  ['live-view', 'ConnectBrowserLiveViewStream'],
]);

/** Asks the policies before anything is asked of the browsers. */
export class GuardedBrowsers {
  readonly #access: AccessControl;
  readonly #region: string;

  constructor(access: AccessControl, region: string) {
    this.#access = access;
    this.#region = region;
  }

  /** The service, whose every operation is the action of the same name. */
  guard(service: Service): Service {
    return {
      ...service,
      find: (request, caller) => {
        const call = service.find(request, caller);
        return {
          ...call,
          run: async () => {
            this.#authorize(call.operation, this.#resourceOf(request.path, caller), caller);
            return call.run();
          },
        };
      },
    };
  }

  /**
   * Asks for one of the streams of a browser's sessions.
   * @param stream `automation` or `live-view`.
   * @throws {ServiceError} AccessDeniedException
   */
  authorizeStream(stream: string, browserIdentifier: string, caller: Caller): void {
    const action = STREAM_ACTIONS.get(stream);
    if (action === undefined) throw new Error(`No action connects to the stream ${stream}`);
    const { accountId } = caller.principal;
    this.#authorize(action, browserArn(browserIdentifier, this.#region, accountId), caller);
  }

  #authorize(operation: string, resource: string, caller: Caller): void {
    const { accountId } = caller.principal;
    this.#access.authorize({ caller, action: `${SERVICE}:${operation}`, resource, accountId });
  }

  #resourceOf(path: string, { principal: { accountId } }: Caller): string {
    const profile = matchPath('/browser-profiles/{id}/save', path)?.get('id');
    if (profile !== undefined) return `arn:aws:${SERVICE}:${this.#region}:${accountId}:browser-profile/${profile}`;
    const browser = /^\/browser(?:s|-streams)\/([^/]+)\//.exec(path)?.[1] ?? '';
    return browserArn(decodeURIComponent(browser), this.#region, accountId);
  }
}
