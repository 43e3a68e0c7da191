import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Caller } from '../access/principal.ts';
import { ServiceError } from '../api/service-error.ts';
import type { BrowserProfile } from './browser-profile.ts';

export interface ProfileStoreOptions {
  /** The profiles that exist. Default: every well-formed identifier names one. */
  readonly identifiers?: readonly string[];
  /**
   * A folder to keep profiles in, with a folder for each account and a JSON file for each profile; made where it is
   * missing. Default: in memory only.
   */
  readonly folder?: string;
}

/** Cookies are credentials: readable by their owner only. */
const FILE_MODE = 0o600;

const EMPTY: BrowserProfile = { cookies: [], localStorage: {} };

/**
 * The browser profiles. The service makes them with another API, which is not emulated; so a profile exists without
 * being made, and is empty until it is first saved. An account has profiles of its own, whatever others call theirs.
 */
export class ProfileStore {
  readonly #options: ProfileStoreOptions;
  /** By account and identifier. */
  readonly #profiles = new Map<string, BrowserProfile>();

  constructor(options: ProfileStoreOptions) {
    this.#options = options;
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  async load(identifier: string, caller: Caller): Promise<BrowserProfile> {
    this.require(identifier);
    const place = placeOf(identifier, caller);
    return this.#profiles.get(place) ?? (await this.#read(place)) ?? EMPTY;
  }

  /** Replaces what was saved before. @throws {ServiceError} ResourceNotFoundException */
  async save(identifier: string, profile: BrowserProfile, caller: Caller): Promise<void> {
    this.require(identifier);
    const place = placeOf(identifier, caller);
    this.#profiles.set(place, profile);
    const { folder } = this.#options;
    if (folder === undefined) return;
    const path = join(folder, `${place}.json`);
    await mkdir(dirname(path), { recursive: true });
    // Whoever reads meanwhile, or after a crash, finds the old profile or the new one whole.
    const unfinished = `${path}.${randomUUID()}`;
    await writeFile(unfinished, JSON.stringify(profile), { mode: FILE_MODE });
    await rename(unfinished, path);
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  require(identifier: string): void {
    if (this.#options.identifiers?.includes(identifier) ?? true) return;
    throw new ServiceError('ResourceNotFoundException', 'The browser profile does not exist');
  }

  async #read(place: string): Promise<BrowserProfile | undefined> {
    const { folder } = this.#options;
    if (folder === undefined) return undefined;
    try {
      return JSON.parse(await readFile(join(folder, `${place}.json`), 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

function placeOf(identifier: string, { principal: { accountId } }: Caller): string {
  return `${accountId}/${identifier}`;
}
