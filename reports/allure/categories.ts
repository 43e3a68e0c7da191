import type { TestResult } from 'allure-js-commons';
import { Status } from 'allure-js-commons';
import type { Outcome } from '../reading.ts';

/** How Allure calls an outcome. A deviation from something undocumented passes and carries a note. */
export const STATUS_OF: Readonly<Record<Outcome, NonNullable<TestResult['status']>>> = {
  violates: Status.FAILED,
  'harness-fault': Status.BROKEN,
  inconclusive: Status.BROKEN,
  observation: Status.PASSED,
  conforms: Status.PASSED,
  'not-applicable': Status.SKIPPED,
};

/** Every message begins with its outcome's prefix: the categories tell broken results apart by it. */
export const MESSAGE_PREFIX: Readonly<Record<Outcome, string>> = {
  violates: 'Violation: ',
  'harness-fault': 'Harness fault: ',
  inconclusive: 'Inconclusive: ',
  observation: 'Observation: ',
  conforms: '',
  'not-applicable': 'Not applicable: ',
};

/** In the form that both `categories.json` and Allure's own configuration understand. */
export const CATEGORIES = [
  { name: 'Violations of documented behaviour', matchedStatuses: [Status.FAILED], messageRegex: '^Violation: [^]*' },
  { name: 'Inconclusive: evidence is missing', matchedStatuses: [Status.BROKEN], messageRegex: '^Inconclusive: [^]*' },
  {
    name: 'Harness faults: ours, not the service’s',
    matchedStatuses: [Status.BROKEN],
    messageRegex: '^Harness fault: [^]*',
  },
  {
    name: 'Observations: the document is silent here',
    matchedStatuses: [Status.PASSED],
    messageRegex: '^Observation: [^]*',
  },
];
