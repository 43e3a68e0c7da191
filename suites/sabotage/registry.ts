import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { acceptsAnyPort } from './accepts-any-port.ts';
import { acceptsEmptyPatterns } from './accepts-empty-patterns.ts';
import { acceptsNoProxies } from './accepts-no-proxies.ts';
import { acceptsOtherKinds } from './accepts-other-kinds.ts';
import { acceptsSixProxies } from './accepts-six-proxies.ts';
import { addressSuffixes } from './address-suffixes.ts';
import { altersBodies } from './alters-bodies.ts';
import { answersAnotherSession } from './answers-another-session.ts';
import { apexNotClaimed } from './apex-not-claimed.ts';
import { appliedLate } from './applied-late.ts';
import { avoidsFailedProxy } from './avoids-failed-proxy.ts';
import { bypassAfterProxy } from './bypass-after-proxy.ts';
import { bypassByReverseName } from './bypass-by-reverse-name.ts';
import { bypassCaseSensitive } from './bypass-case-sensitive.ts';
import { bypassClaimsSubdomains } from './bypass-claims-subdomains.ts';
import { bypassExactOnly } from './bypass-exact-only.ts';
import { bypassForHttpOnly } from './bypass-for-http-only.ts';
import { bypassForTunnelsOnly } from './bypass-for-tunnels-only.ts';
import { bypassLast } from './bypass-last.ts';
import { bypassNeedsDefault } from './bypass-needs-default.ts';
import { bypassSubstring } from './bypass-substring.ts';
import { bypassSuffixWithoutDot } from './bypass-suffix-without-dot.ts';
import { bypassWithoutApex } from './bypass-without-apex.ts';
import { cachesDeadProxy } from './caches-dead-proxy.ts';
import { caseSensitivePatterns } from './case-sensitive-patterns.ts';
import { changesEgress } from './changes-egress.ts';
import { clampsSessionMembers } from './clamps-session-members.ts';
import { configSharedBetweenSessions } from './config-shared-between-sessions.ts';
import { contactsProxiesAtStart } from './contacts-proxies-at-start.ts';
import { correctsPatterns } from './corrects-patterns.ts';
import { correctsServers } from './corrects-servers.ts';
import { credentialsEndBypass } from './credentials-end-bypass.ts';
import { defaultErrorsGoDirect } from './default-errors-go-direct.ts';
import { defaultInArrayOrder } from './default-in-array-order.ts';
import { delaysStartForDeadProxies } from './delays-start-for-dead-proxies.ts';
import { directAfterSilence } from './direct-after-silence.ts';
import { directLinkLocal } from './direct-link-local.ts';
import { directLoopback } from './direct-loopback.ts';
import { dropsCredentials } from './drops-credentials.ts';
import { dropsPatternsOverLimit } from './drops-patterns-over-limit.ts';
import { echoedByStart } from './echoed-by-start.ts';
import { eventStreamsDirect } from './event-streams-direct.ts';
import { everythingDirect } from './everything-direct.ts';
import { exactClaimsSubdomains } from './exact-claims-subdomains.ts';
import { exactNeverClaims } from './exact-never-claims.ts';
import { fallsBackToAnotherProxy } from './falls-back-to-another-proxy.ts';
import { fallsBackToDefault } from './falls-back-to-default.ts';
import { fallsBackToDirect } from './falls-back-to-direct.ts';
import { fewBypassPatterns } from './few-bypass-patterns.ts';
import { fewPatterns } from './few-patterns.ts';
import { fillsInConfiguration } from './fills-in-configuration.ts';
import { firstViolationOnly } from './first-violation-only.ts';
import { followsThePage } from './follows-the-page.ts';
import { friendlyErrorPages } from './friendly-error-pages.ts';
import { getOmitsConfiguration } from './get-omits-configuration.ts';
import { givesProxiesUp } from './gives-proxies-up.ts';
import { ignoresBypass } from './ignores-bypass.ts';
import { impatient } from './impatient.ts';
import { largeBodiesDirect } from './large-bodies-direct.ts';
import { lastDefaultWins } from './last-default-wins.ts';
import { lastMatchWins } from './last-match-wins.ts';
import { linkedDocumentsDirect } from './linked-documents-direct.ts';
import { listsEveryStatus } from './lists-every-status.ts';
import { liveViewStaysWhite } from './live-view-stays-white.ts';
import { longPatternsIgnored } from './long-patterns-ignored.ts';
import { losesBypassInGet } from './loses-bypass-in-get.ts';
import { mostSpecificWins } from './most-specific-wins.ts';
import { namesItselfInAnswers } from './names-itself-in-answers.ts';
import { noDefaultBesidePatterns } from './no-default-beside-patterns.ts';
import { noProxyServerFlag } from './no-proxy-server-flag.ts';
import { ofCredentials } from './of-credentials.ts';
import { oneFailureStopsAll } from './one-failure-stops-all.ts';
import { oneLevelOnly } from './one-level-only.ts';
import { plainErrorsAskedAgain } from './plain-errors-asked-again.ts';
import { plainErrorsGoDirect } from './plain-errors-go-direct.ts';
import { plainHttpDirect } from './plain-http-direct.ts';
import { port443Only } from './port-443-only.ts';
import { postsDirect } from './posts-direct.ts';
import { prefetchesDirect } from './prefetches-direct.ts';
import { preflightsDirect } from './preflights-direct.ts';
import { privateHostsDirect } from './private-hosts-direct.ts';
import { quicAroundProxies } from './quic-around-proxies.ts';
import { rangeRequestsDirect } from './range-requests-direct.ts';
import { refusesFiveProxies } from './refuses-five-proxies.ts';
import { resolvesNamesItself } from './resolves-names-itself.ts';
import { retriesAfter407 } from './retries-after-407.ts';
import { retriesOnce } from './retries-once.ts';
import { rotates } from './rotates.ts';
import { sessionInheritsLastConfiguration } from './session-inherits-last-configuration.ts';
import { sessionKeepsRoute } from './session-keeps-route.ts';
import { shedsLoad } from './sheds-load.ts';
import { showsEndedConfiguration } from './shows-ended-configuration.ts';
import { showsUpdatedConfiguration } from './shows-updated-configuration.ts';
import { subresourcesDirect } from './subresources-direct.ts';
import { substringMatch } from './substring-match.ts';
import { suffixWithoutDot } from './suffix-without-dot.ts';
import { survivesItsSession } from './survives-its-session.ts';
import { takesAnyPattern } from './takes-any-pattern.ts';
import { timeoutIgnored } from './timeout-ignored.ts';
import { tokenIgnored } from './token-ignored.ts';
import { trailingDotCounts } from './trailing-dot-counts.ts';
import { triesSocks } from './tries-socks.ts';
import { tunnelsDirect } from './tunnels-direct.ts';
import { unmatchedTakesFirstProxy } from './unmatched-takes-first-proxy.ts';
import { updateChangesRoutes } from './update-changes-routes.ts';
import { usualPortsOnly } from './usual-ports-only.ts';
import { validatesAtStart } from './validates-at-start.ts';
import { webrtcUncontained } from './webrtc-uncontained.ts';
import { websocketsDirect } from './websockets-direct.ts';
import { wrongStatusCode } from './wrong-status-code.ts';

/** Every sabotage. Names are public: cases refer to them. */
export const sabotages = [
  acceptsAnyPort,
  acceptsEmptyPatterns,
  acceptsNoProxies,
  acceptsOtherKinds,
  acceptsSixProxies,
  addressSuffixes,
  altersBodies,
  answersAnotherSession,
  apexNotClaimed,
  avoidsFailedProxy,
  bypassAfterProxy,
  bypassByReverseName,
  bypassCaseSensitive,
  bypassClaimsSubdomains,
  bypassExactOnly,
  bypassForHttpOnly,
  bypassForTunnelsOnly,
  bypassLast,
  bypassNeedsDefault,
  bypassSubstring,
  bypassSuffixWithoutDot,
  bypassWithoutApex,
  cachesDeadProxy,
  caseSensitivePatterns,
  changesEgress,
  clampsSessionMembers,
  correctsPatterns,
  correctsServers,
  credentialsEndBypass,
  defaultInArrayOrder,
  dropsCredentials,
  dropsPatternsOverLimit,
  echoedByStart,
  eventStreamsDirect,
  everythingDirect,
  exactClaimsSubdomains,
  exactNeverClaims,
  fallsBackToAnotherProxy,
  fallsBackToDefault,
  fallsBackToDirect,
  fewBypassPatterns,
  fewPatterns,
  fillsInConfiguration,
  firstViolationOnly,
  followsThePage,
  getOmitsConfiguration,
  givesProxiesUp,
  ignoresBypass,
  largeBodiesDirect,
  lastDefaultWins,
  lastMatchWins,
  linkedDocumentsDirect,
  listsEveryStatus,
  longPatternsIgnored,
  losesBypassInGet,
  mostSpecificWins,
  noDefaultBesidePatterns,
  oneFailureStopsAll,
  oneLevelOnly,
  plainHttpDirect,
  port443Only,
  postsDirect,
  prefetchesDirect,
  preflightsDirect,
  privateHostsDirect,
  rangeRequestsDirect,
  refusesFiveProxies,
  retriesOnce,
  rotates,
  sessionKeepsRoute,
  subresourcesDirect,
  substringMatch,
  suffixWithoutDot,
  takesAnyPattern,
  tokenIgnored,
  trailingDotCounts,
  tunnelsDirect,
  unmatchedTakesFirstProxy,
  websocketsDirect,
  wrongStatusCode,
  defaultErrorsGoDirect,
  directAfterSilence,
  plainErrorsAskedAgain,
  plainErrorsGoDirect,
  retriesAfter407,
  triesSocks,
  contactsProxiesAtStart,
  delaysStartForDeadProxies,
  validatesAtStart,
  impatient,
  friendlyErrorPages,
  liveViewStaysWhite,
  appliedLate,
  configSharedBetweenSessions,
  namesItselfInAnswers,
  noProxyServerFlag,
  sessionInheritsLastConfiguration,
  showsEndedConfiguration,
  showsUpdatedConfiguration,
  survivesItsSession,
  timeoutIgnored,
  updateChangesRoutes,
  directLinkLocal,
  directLoopback,
  quicAroundProxies,
  resolvesNamesItself,
  shedsLoad,
  usualPortsOnly,
  webrtcUncontained,
  ...ofCredentials,
] as const satisfies readonly Sabotage[];

export type SabotageName = (typeof sabotages)[number]['name'];
