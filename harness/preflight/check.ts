import type { LoadedConfiguration } from '../configuration/load-proxy-configuration.ts';
import type { Deployment } from '../deployment/deployment.ts';

/** What a check found. `note`: nothing is known that would be in the way. */
export type Outcome =
  | { readonly state: 'ok' | 'note'; readonly says: string }
  | { readonly state: 'missing'; readonly says: string; readonly fix: string };

/** What checks look at, so that tests can put something else in its place. */
export interface Surroundings {
  readonly environment: NodeJS.ProcessEnv;
  /** Node.js version without the `v`. */
  readonly nodeVersion: string;
  /** Where reports are to go; absent: nowhere. */
  readonly out?: string;
  readonly configuration?: LoadedConfiguration;
  /** Where witnesses run for sessions elsewhere. */
  readonly deployment?: Deployment;
  /** Whether the configuration's proxies may be looked up and connected to. */
  readonly connect: boolean;
  /** Whether AWS may be asked who the credentials belong to. */
  readonly identity: boolean;
}

/** One thing that may or may not be there. Sends nothing anywhere, unless the surroundings allow it. */
export interface Check {
  /** Stable; what modes name. */
  readonly id: string;
  examine(surroundings: Surroundings): Promise<Outcome>;
}

/** A check with its outcome. */
export interface Checked {
  readonly id: string;
  readonly outcome: Outcome;
}
