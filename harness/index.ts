/**
 * The library: verify a proxy configuration, ask the routing oracle, run a local AgentCore Browser.
 * Nothing here prints or exits; errors are typed and carry a stable `code`.
 */
export { InvalidInputError, type Violation } from './configuration/invalid-input.ts';
export { lint } from './configuration/lint.ts';
export type { LintFinding, LintId } from './configuration/lint-finding.ts';
export { type LoadedConfiguration, loadProxyConfiguration } from './configuration/load-proxy-configuration.ts';
export { parseProxyConfiguration } from './configuration/parse-proxy-configuration.ts';
export type { ProxyConfiguration } from './configuration/proxy-configuration.ts';
export { renderLint, renderViolations } from './configuration/render.ts';
export type { Reporter, ReportFile } from './conformance/reporter.ts';
export type { Requirement } from './conformance/requirement.ts';
export type { OpenTarget, RunTarget } from './conformance/run-target.ts';
export type { CheckResult, ProbeResult, Verification } from './conformance/verification.ts';
export { type Progress, type VerifyElsewhereOptions, type VerifyOptions, verify } from './conformance/verify.ts';
export type { Deployment } from './deployment/deployment.ts';
export { DeploymentError } from './deployment/deployment-error.ts';
export { endpointTarget } from './deployment/endpoint-target.ts';
export { loadDeployment } from './deployment/load-deployment.ts';
export { loadAccess } from './emulator/access/load-access.ts';
export type { AccessRules } from './emulator/access/rules.ts';
export { InvalidQuotaError, type Quotas } from './emulator/api/quotas.ts';
export { BrowserPathError, type FoundBrowser, findBrowser } from './emulator/chromium/find.ts';
export { ensureBrowser, NoBrowserError } from './emulator/chromium/install.ts';
export { BrowserStartError } from './emulator/chromium/launch.ts';
export { type ChromiumPoolOptions, PoolClosedError, startChromiumPool } from './emulator/chromium/pool.ts';
export { TemporaryFolderError } from './emulator/chromium/temporary-folder.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './emulator/emulator.ts';
export { SecretFileError } from './emulator/secrets/secret-file.ts';
export type { Attribution } from './evidence/attribution.ts';
export type { BrowserSighting, OriginSighting, ProxySighting, Sighting } from './evidence/sightings.ts';
export type { Finding, Verdict } from './evidence/verdict.ts';
export { loadExpectations, parseExpectations } from './matrix/expect-file.ts';
export { loadHosts, parseHosts } from './matrix/hosts-file.ts';
export type { Probe, Scheme } from './matrix/probe.ts';
export { type VerifyOwnProxiesOptions, verifyOwnProxies } from './own-proxies/verify.ts';
export { explainDecision } from './routing/explain-decision.ts';
export { InvalidHostError } from './routing/host.ts';
export { decide, oracleOf } from './routing/oracle.ts';
export { proxyNames } from './routing/proxy-names.ts';
export type { Decision, Route, Rule } from './routing/route.ts';
export { SessionLostError } from './sessions/cdp.ts';
