import { decodeUrlPart } from './received-request.ts';

/** The `{labels}` of a path, decoded. */
export type Labels = ReadonlyMap<string, string>;

/**
 * Matches a path against a template whose labels are whole, non-empty segments.
 * @throws {ServiceError} ValidationException (CannotParse) for a label that is not properly percent-encoded
 */
export function matchPath(template: string, path: string): Labels | undefined {
  const expected = template.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  const pairs = expected.map((segment, index) => ({ segment, given: actual[index] ?? '' }));
  const labels = pairs.filter(({ segment }) => segment.startsWith('{'));
  const fits = pairs.every(({ segment, given }) => (segment.startsWith('{') ? given !== '' : segment === given));
  return fits ? new Map(labels.map(({ segment, given }) => [segment.slice(1, -1), decodeUrlPart(given)])) : undefined;
}
