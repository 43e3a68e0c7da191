import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { ignoresBypass } from './ignores-bypass.ts';
import { lastMatchWins } from './last-match-wins.ts';
import { mostSpecificWins } from './most-specific-wins.ts';

/** Every sabotage. Names are public: cases refer to them. */
export const sabotages = [ignoresBypass, lastMatchWins, mostSpecificWins] as const satisfies readonly Sabotage[];

export type SabotageName = (typeof sabotages)[number]['name'];
