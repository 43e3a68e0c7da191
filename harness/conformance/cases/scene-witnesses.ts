import type { Access, ProxyHandle } from '../../../proxies/index.ts';
import type { ProxyConfiguration } from '../../configuration/proxy-configuration.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import type { Witnesses } from '../witnesses.ts';

/** What a scene wants of the witnesses. */
export interface WantedWitnesses {
  /** The run id in the markers of the scene's requests. */
  readonly runId: string;
  /** The configuration as reports show it; one proxy for each of its entries. */
  readonly shown: ProxyConfiguration;
  /** Whom each proxy lets in, by position. */
  readonly access: readonly Access[];
  /** Positions of those that nobody tells anything, so that real proxies will do; those that are best played so first. */
  readonly asTheyAre?: readonly number[];
  /** Byte strings that must never reach the origin. */
  readonly canaries: readonly string[];
  /** Gets everything that they see of the scene, and what nobody can tell to be of another one. */
  readonly ledger: Ledger;
}

/** Witnesses that are one scene's until it is over. */
export interface SceneWitnesses extends AsyncDisposable {
  /** By position. They refuse every connection until told otherwise. */
  readonly proxies: readonly SceneProxy[];
  /** Resolves once everything that was seen until now is in the ledger. */
  settled(): Promise<void>;
}

/** A proxy of a scene. */
export interface SceneProxy extends ProxyHandle {
  /** Client connections that are open now. */
  openConnections(): number | Promise<number>;
}

/** What all scenes of a run share: one origin, and where their proxies come from. */
export interface SharedWitnesses extends AsyncDisposable {
  readonly origin: Witnesses['origin'];
  /** Milliseconds that the clocks of two of them may differ by. */
  readonly clockTolerance: number;
  /** For reports: where they run. */
  readonly environment: Readonly<Record<string, string>>;
  /** @throws {NotApplicableError} where there are not so many proxies. */
  take(wanted: WantedWitnesses): Promise<SceneWitnesses>;
}

/** Makes them for a run. */
export type OpenWitnesses = (runId: string) => Promise<SharedWitnesses>;
