import type { ProxyConfiguration } from '../configuration/proxy-configuration.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { PersonalityName } from '../emulator/personality/personality.ts';
import type { EgressRouterOptions } from '../emulator/router/egress-router.ts';
import { attribute } from '../evidence/attribute.ts';
import { judgeProbe } from '../evidence/judge.ts';
import { Ledger } from '../evidence/ledger.ts';
import { openRoutes } from '../evidence/open-routes.ts';
import { ownTraffic } from '../evidence/own-traffic.ts';
import { askAgain } from '../matrix/ask-again.ts';
import { deriveProbes, type UserExpectation, type UserHost } from '../matrix/derive-probes.ts';
import { newRunId } from '../matrix/marker.ts';
import type { Scheme } from '../matrix/probe.ts';
import { proxyNames } from '../routing/proxy-names.ts';
import { browse } from './browse.ts';
import { checkCredentials } from './checks/credentials.ts';
import { destinationsOf } from './checks/destinations.ts';
import { checkNobodyElseAsked } from './checks/nobody-else-asked.ts';
import { checkPastTheProxies } from './checks/past-the-proxies.ts';
import { checkSameRoute } from './checks/same-route.ts';
import { CONTAINER_CLOCK_MILLISECONDS, DEPLOYED_CLOCK_MILLISECONDS } from './clocks.ts';
import { conclude } from './conclude.ts';
import type { EmulatedTargetOptions } from './emulated-target.ts';
import { neverChosen } from './never-chosen.ts';
import type { Requirement } from './requirement.ts';
import type { OpenTarget } from './run-target.ts';
import type { Verification } from './verification.ts';

export interface VerifyOptions {
  readonly configuration: ProxyConfiguration;
  /** Where the configuration came from, as the user named it. */
  readonly configurationSource: string;
  /** Executable of the Chromium that sessions run in. */
  readonly browser: string;
  /** Where the stand-ins and the origin run: in containers an engine is needed; else where somebody has started them. Default: in this process. */
  readonly proxies?: 'in-process' | 'containers' | Deployment;
  /** How the emulator behaves where the document leaves it open. Default: `documented`. */
  readonly personality?: PersonalityName;
  /** Default: all four. */
  readonly schemes?: readonly Scheme[];
  readonly hosts?: readonly UserHost[];
  readonly expectations?: readonly UserExpectation[];
  /** Deviations where the document is silent fail the run as well. */
  readonly strict?: boolean;
  /** Statements that findings refer to; they travel into the reports. */
  readonly requirements?: readonly Requirement[];
  /** Where screenshots go; without it none are taken. */
  readonly folder?: string;
  /** Ends the run early: everything is stopped and what was seen so far is judged. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** A deliberate fault of the emulator's router, to prove that a verification finds it. */
  readonly sabotage?: NonNullable<EgressRouterOptions['policy']>;
  /** A deliberate fault of the emulator's API, for the same purpose. */
  readonly sabotagedApi?: NonNullable<EmulatedTargetOptions['sabotagedApi']>;
}

/** A verification whose session runs where somebody else has started the service. */
export interface VerifyElsewhereOptions
  extends Omit<VerifyOptions, 'browser' | 'personality' | 'proxies' | 'sabotage' | 'sabotagedApi'> {
  readonly openTarget: OpenTarget;
  /** Within reach of its sessions. */
  readonly proxies: Deployment;
}

export interface Progress {
  /** What is going on, in a few words. */
  readonly phase: string;
  readonly done: number;
  readonly total: number;
}

function clockTolerance(proxies: VerifyOptions['proxies']): number {
  if (proxies === undefined || proxies === 'in-process') return 0;
  return proxies === 'containers' ? CONTAINER_CLOCK_MILLISECONDS : DEPLOYED_CLOCK_MILLISECONDS;
}

/**
 * Proves where every request of a proxy configuration goes: starts stand-ins for its proxies and a session, on the
 * local emulator unless told otherwise, browses the matrix, and judges what the witnesses saw.
 *
 * Never throws for what happens during the run. A run that did not get to its end says so in `incomplete`, holds what
 * was seen until then, and does not conform. Everything that was started has been stopped when it returns.
 *
 * @throws {InvalidInputError} before anything is started, where `schemes` is empty: nothing would be asked for.
 */
export async function verify(options: VerifyOptions | VerifyElsewhereOptions): Promise<Verification> {
  const { configuration, schemes = ['http', 'https', 'ws', 'wss'], signal = new AbortController().signal } = options;
  const startedAt = new Date();
  const runId = newRunId();
  const names = proxyNames(configuration);
  const ledger = new Ledger(clockTolerance(options.proxies));
  const probes = deriveProbes({
    configuration,
    schemes,
    runId,
    ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
    ...(options.expectations === undefined ? {} : { expectations: options.expectations }),
  });

  const repeated = askAgain(probes, runId);
  const { checks, attachments, environment, incomplete, target, unmade, undisturbed } = await browse({
    ...options,
    runId,
    names,
    ledger,
    probes,
    again: repeated.map(({ again }) => again),
    signal,
  });

  const made = probes
    .filter(({ id }) => !unmade.has(id))
    .map((probe) => ({ probe, attribution: attribute(probe, ledger) }));
  const openFor = openRoutes(configuration, made);
  const results = made.map(({ probe, attribution }) => ({
    ...judgeProbe(probe, attribution, names, openFor(probe)),
    attachments: attachments.get(probe.id) ?? [],
  }));
  const madeAgain = repeated
    .filter(({ first }) => !unmade.has(first.id))
    .map(({ first, again }) => ({ first: attribute(first, ledger), again: attribute(again, ledger), probe: again }));
  const destinations = destinationsOf(made);
  const own = ownTraffic(ledger);
  const asked = ledger.proxySightings().slice(0, undisturbed).filter(own.atProxy);
  const direct = ledger
    .unmarkedOriginSightings()
    .filter((sighting) => own.atOrigin(sighting) && ledger.openerOf(sighting) === undefined);
  return conclude({
    options,
    target,
    runId,
    startedAt,
    ledger,
    proxies: names,
    schemes,
    environment,
    incomplete,
    probes: results,
    further: madeAgain.map(({ again }) => again),
    checks: [
      ...checks,
      ...checkSameRoute(madeAgain, names),
      ...checkNobodyElseAsked(destinations, asked, names),
      ...checkPastTheProxies(destinations, direct),
      ...checkCredentials(names, ledger, {
        incomplete: incomplete !== undefined,
        unchosen: neverChosen(configuration),
      }),
    ],
  });
}
