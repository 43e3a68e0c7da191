import { definers } from '../../harness/conformance/cases/define-case.ts';
import type { RequirementId } from '../requirements/catalogue.ts';
import type { SabotageName } from '../sabotage/registry.ts';

/** The ways to define a case, typed against our catalogue of requirements and our sabotages. */
export const { defineCase, defineSteps } = definers<RequirementId, SabotageName>();
