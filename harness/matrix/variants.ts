import { readHost } from '../routing/host.ts';
import type { Variant } from './probe.ts';

/** A host that says something about a pattern: one it should claim, or one that only looks so. */
interface HostVariant {
  readonly variant: Variant;
  readonly host: string;
}

/** Variants of a name with the spellings to try, the first that is a valid name is taken. */
const SPELLINGS: readonly (readonly [Variant, readonly ((apex: string) => string)[]])[] = [
  ['apex', [(apex) => apex]],
  ['subdomain', [(apex) => `www.${apex}`, (apex) => `w.${apex}`]],
  ['deep-subdomain', [(apex) => `a.b.c.${apex}`, (apex) => `a.b.${apex}`]],
  ['look-alike-prefix', [(apex) => `not${apex}`, (apex) => `z${apex}`]],
  ['look-alike-suffix', [(apex) => `${apex}.attacker.test`, (apex) => `${apex}.test`]],
  ['upper-case', [(apex) => apex.toUpperCase()]],
];

/**
 * The hosts to ask for in order to examine a pattern. Close to the limits of DNS (63 characters a label, 253 a
 * name) a shorter spelling is used, or the variant left out. An IP address has its apex only; a pattern that is no
 * host at all (`1.2.3.4.5`, which the API accepts) has nothing that a browser could be asked for.
 */
export function variantsOf(pattern: string): readonly HostVariant[] {
  const apex = pattern.replace(/^\./, '').toLowerCase();
  const { kind } = readHost(apex);
  if (kind === 'not-a-host') return [];
  if (kind !== 'name') return [{ variant: 'apex', host: apex }];
  return SPELLINGS.flatMap(([variant, spellings]) => {
    const host = spellings.map((spell) => spell(apex)).find((spelt) => readHost(spelt).kind === 'name');
    return host === undefined ? [] : [{ variant, host }];
  });
}
