import type { MakeElement, PageElement } from './dom.ts';
import type { Marks } from './marks.ts';
import type {
  PageAttachment,
  PageCheck,
  PageData,
  PageFinding,
  PageProbe,
  PageRow,
  PageSighting,
} from './page-data.ts';

export interface Detail {
  /** Everything known about one cell of the grid. */
  cell(row: PageRow, scheme: string, probes: readonly PageProbe[]): readonly PageElement[];
  /** Everything known about one check. */
  check(check: PageCheck): readonly PageElement[];
}

/** Runs in the page: everything it uses must be inside it. */
export function createDetail(make: MakeElement, marks: Marks, statements: PageData['statements']): Detail {
  const text = (tag: string, className: string, content: string): PageElement =>
    make(tag, { class: className }, content);

  const fact = (name: string, ...content: readonly (PageElement | string)[]): readonly PageElement[] => [
    make('dt', {}, name),
    make('dd', {}, ...content),
  ];

  const finding = (one: PageFinding): PageElement =>
    make(
      'section',
      { class: `finding ${one.outcome}` },
      make(
        'p',
        { class: 'finding-head' },
        marks.outcome(one.outcome),
        text('span', 'quiet', `${one.requirement} · ${one.level}`),
      ),
      make(
        'dl',
        {},
        ...fact('Expected', one.expected),
        ...fact('Seen', one.seen),
        ...(one.cause === null ? [] : fact('Likely cause', one.cause)),
      ),
    );

  const timeline = (sightings: readonly PageSighting[], joins: readonly string[]): readonly PageElement[] => {
    if (sightings.length === 0) return [];
    const items = sightings.map(([offset, witness, sentence]) =>
      make(
        'li',
        { class: `sighting ${witness}` },
        text('span', 'offset', `+${offset} ms`),
        text('span', 'witness', witness),
        text('span', 'sentence', sentence),
      ),
    );
    const joined = joins.map((sentence) => make('p', { class: 'join' }, text('b', '', 'Join '), sentence));
    return [make('h4', {}, 'Sightings'), make('ol', { class: 'timeline' }, ...items), ...joined];
  };

  /** Only a file below the report's own folder is linked, whatever the path says. */
  const address = (path: string): string => `./${path.split('/').map(encodeURIComponent).join('/')}`;

  const attachments = (files: readonly PageAttachment[]): readonly PageElement[] =>
    files.map(({ name, path, image, picture }) => {
      if (picture !== null) return make('p', { class: 'attachment' }, name, make('img', { src: picture, alt: name }));
      const link = make('a', { href: address(path), target: '_blank', rel: 'noopener' }, name);
      if (image) link.append(make('img', { src: address(path), alt: name }));
      return make('p', { class: 'attachment' }, link);
    });

  const probeElement = (probe: PageProbe): PageElement =>
    make(
      'article',
      {},
      make(
        'p',
        { class: 'probe-head' },
        marks.outcome(probe.outcome),
        marks.route(probe.route, probe.stopped),
        text('span', 'quiet', probe.traffic),
      ),
      ...probe.findings.map(finding),
      make('dl', {}, ...fact('By rule', probe.expected), ...fact('Really', probe.taken)),
      ...timeline(probe.sightings, probe.joins),
      ...attachments(probe.attachments),
      make(
        'dl',
        { class: 'small' },
        ...fact('Requirement', `${probe.requirement}: ${statements[probe.requirement] ?? ''}`),
        ...fact('Request', text('code', '', probe.url)),
      ),
    );

  return {
    cell: (row, scheme, probes) => [
      make('h3', {}, text('code', '', `${scheme}://${row.host}`)),
      text(
        'p',
        'quiet',
        `${row.variant.replaceAll('-', ' ')} · ${row.rule === '' ? row.path : `${row.rule} · ${row.path}`}`,
      ),
      ...probes.map(probeElement),
    ],
    check: (check) => [
      make(
        'dl',
        {},
        ...fact('Done', check.stimulus),
        ...fact('Must follow', check.obligation),
        ...fact('Seen', check.seen),
        ...fact('Requirement', `${check.requirement}: ${statements[check.requirement] ?? ''}`),
      ),
      ...check.findings.map(finding),
      ...timeline(check.sightings, []),
      ...attachments(check.attachments),
    ],
  };
}
