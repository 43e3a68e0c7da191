import { createHash } from 'node:crypto';
import { type Label, LabelName, type Link, Severity } from 'allure-js-commons';
import type { Verification } from '../../harness/conformance/verification.ts';
import type { Sighting } from '../../harness/evidence/sightings.ts';
import type { Level } from '../../harness/routing/route.ts';
import { sectionLink } from '../document-links.ts';
import type { Judged, Outcome } from '../reading.ts';
import { outcomeOf, requirementLookup } from '../reading.ts';
import { MESSAGE_PREFIX } from './categories.ts';

/** What a test is called and where it stands in the tree of behaviours. */
interface Naming {
  readonly name: string;
  readonly feature: string;
  readonly story: string;
  /** The same for the same question in every run. */
  readonly id: string;
  readonly tags: readonly string[];
}

interface Description {
  readonly name: string;
  readonly fullName: string;
  readonly historyId: string;
  readonly description: string;
  readonly labels: readonly Label[];
  readonly links: readonly Link[];
}

/** Names, labels and links of a test about one requirement. */
export function describe(verification: Verification, requirementId: string, naming: Naming): Description {
  const { name, feature, story, id, tags } = naming;
  const { section, statement, level } = requirementLookup(verification)(requirementId);
  const url = sectionLink(section);
  return {
    name,
    fullName: `${section} > ${name}`,
    historyId: stableId(`${verification.target} | ${id}`),
    description: `${statement}\n\nRequirement ${requirementId}, ${level}.`,
    labels: [
      { name: LabelName.EPIC, value: section },
      { name: LabelName.FEATURE, value: feature },
      { name: LabelName.STORY, value: story },
      { name: LabelName.SEVERITY, value: severityOf(level) },
      ...tags.map((tag) => ({ name: LabelName.TAG, value: tag })),
    ],
    links: url === undefined ? [] : [{ name: `The document: ${section}`, url }],
  };
}

export function stableId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function severityOf(level: Level): Severity {
  return level === 'documented' ? Severity.CRITICAL : Severity.MINOR;
}

export function tagsOf(results: readonly Judged[]): string[] {
  return results.some((result) => outcomeOf(result) === 'observation') ? ['observation'] : [];
}

export function withPrefix(outcome: Outcome, message: string): string {
  return outcome === 'conforms' ? '' : `${MESSAGE_PREFIX[outcome]}${message}`;
}

/** From the first to the last sighting; the start of the run where there is none. Milliseconds since the Unix epoch. */
export function span(sightings: readonly Sighting[], { startedAt }: Verification): [start: number, stop: number] {
  const times = sightings.map(({ at }) => at);
  if (times.length > 0) return [Math.min(...times), Math.max(...times)];
  const start = Date.parse(startedAt);
  return Number.isFinite(start) ? [start, start] : [0, 0];
}
