const DOCUMENT = 'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/browser-proxies.html';
const API_REFERENCE = 'https://docs.aws.amazon.com/bedrock-agentcore/latest/APIReference/API_ProxyConfiguration.html';

/** Sections of the catalogue that are no heading of the document; without an address where nobody publishes them. */
const ELSEWHERE: ReadonlyMap<string, string | undefined> = new Map([
  ['API reference', API_REFERENCE],
  ['Your own expectations', undefined],
  ['Your own proxies', undefined],
]);

/**
 * Where a section can be read. The heading is found by its text: the page names its anchors as it likes.
 * @returns `undefined` where the section stands in no public document.
 */
export function sectionLink(section: string): string | undefined {
  return ELSEWHERE.has(section) ? ELSEWHERE.get(section) : `${DOCUMENT}#:~:text=${encodeURIComponent(section)}`;
}
