import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError } from '../api/service-error.ts';
import type { BrowserProfile } from './browser-profile.ts';

export interface ProfileStoreOptions {
  /** The profiles that exist. Default: every well-formed identifier names one. */
  readonly identifiers?: readonly string[];
  /** A folder to keep profiles in, one JSON file each; made where it is missing. Default: in memory only. */
  readonly folder?: string;
}

/** Cookies are credentials: readable by their owner only. */
const FILE_MODE = 0o600;

const EMPTY: BrowserProfile = { cookies: [], localStorage: {} };

/**
 * The browser profiles. The service makes them with another API, which is not emulated; so a profile exists without
 * being made, and is empty until it is first saved.
 */
export class ProfileStore {
  readonly #options: ProfileStoreOptions;
  readonly #profiles = new Map<string, BrowserProfile>();

  constructor(options: ProfileStoreOptions) {
    this.#options = options;
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  async load(identifier: string): Promise<BrowserProfile> {
    this.require(identifier);
    return this.#profiles.get(identifier) ?? (await this.#read(identifier)) ?? EMPTY;
  }

  /** Replaces what was saved before. @throws {ServiceError} ResourceNotFoundException */
  async save(identifier: string, profile: BrowserProfile): Promise<void> {
    this.require(identifier);
    this.#profiles.set(identifier, profile);
    const { folder } = this.#options;
    if (folder === undefined) return;
    await mkdir(folder, { recursive: true });
    const path = this.#path(folder, identifier);
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

  async #read(identifier: string): Promise<BrowserProfile | undefined> {
    const { folder } = this.#options;
    if (folder === undefined) return undefined;
    try {
      return JSON.parse(await readFile(this.#path(folder, identifier), 'utf8'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #path(folder: string, identifier: string): string {
    return join(folder, `${identifier}.json`);
  }
}
