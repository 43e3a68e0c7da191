import type { Caller } from '../access/principal.ts';
import type { StartBrowserSessionRequest } from '../api/shapes/session-requests.ts';
import type { BrowserProfile } from '../profiles/browser-profile.ts';
import type { ProfileStore } from '../profiles/profile-store.ts';
import { readProxyCredentials } from '../secrets/proxy-credentials.ts';
import type { SecretReader } from '../secrets/session-secrets.ts';
import type { BrowserNeeds, EgressConfiguration, SessionBrowser, ViewPort } from '../session-browser.ts';
import { readCertificates } from './certificates.ts';
import { refuseUnsupported } from './unsupported.ts';

/** Everything that a session's browser is given, read and found good before any browser is taken. */
export interface SessionPlan {
  readonly egress: EgressConfiguration | undefined;
  /** Absent where any browser will do. */
  readonly needs: BrowserNeeds | undefined;
  readonly viewPort: ViewPort | undefined;
  readonly profile: BrowserProfile | undefined;
}

/** Where a plan's parts are read from. */
export interface SessionSources {
  readonly secrets: SecretReader;
  readonly profiles: ProfileStore;
}

/**
 * @throws {ServiceError} ValidationException for what cannot be honoured and for a secret that is no good,
 * ResourceNotFoundException for a profile that does not exist.
 */
export async function planSession(
  request: StartBrowserSessionRequest,
  caller: Caller,
  { secrets, profiles }: SessionSources,
): Promise<SessionPlan> {
  const { proxyConfiguration, certificates, viewPort, profileConfiguration } = request;
  refuseUnsupported(request);
  const egress = proxyConfiguration && {
    proxyConfiguration,
    credentials: readProxyCredentials(proxyConfiguration, secrets, caller),
  };
  const needs = certificates && { certificates: readCertificates(certificates, secrets, caller) };
  const profile = profileConfiguration && (await profiles.load(profileConfiguration.profileIdentifier, caller));
  return { egress, needs, viewPort, profile };
}

/** Gives a browser what its plan holds; its proxy first, so that nothing else can reach the network without it. */
export async function prepareBrowser(browser: SessionBrowser, plan: SessionPlan): Promise<void> {
  browser.configure(plan.egress);
  if (plan.viewPort) await browser.control.resize(plan.viewPort);
  if (plan.profile) await browser.control.writeProfile(plan.profile);
}
