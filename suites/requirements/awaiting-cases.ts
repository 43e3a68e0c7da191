import type { RequirementId } from './catalogue.ts';

/** Statements whose cases are still to be written. The list only ever gets shorter: a test sees to that. */
export const awaitingCases: readonly RequirementId[] = [];
