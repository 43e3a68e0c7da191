import { lookup, reverse } from 'node:dns/promises';

/** Name resolution, as the machine that a router runs on does it. */
export interface Names {
  /** Whether a name has an address. */
  resolves(name: string): Promise<boolean>;
  /** The names of an address; none where there are none. */
  of(address: string): Promise<readonly string[]>;
}

export const systemNames: Names = {
  resolves: (name) =>
    lookup(name).then(
      () => true,
      () => false,
    ),
  of: (address) => reverse(address).catch(() => []),
};
