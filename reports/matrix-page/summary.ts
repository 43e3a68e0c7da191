import type { Detail } from './detail.ts';
import type { MakeElement, PageElement } from './dom.ts';
import type { Marks } from './marks.ts';
import type { PageCheck, PageData, PageRow, PageRule } from './page-data.ts';

/** What a click in the upper part of the page leads to. */
export interface SummaryActions {
  readonly openCell: (row: PageRow, column: number) => void;
  readonly filterText: (text: string) => void;
  readonly showDeviations: () => void;
  readonly showChecks: () => void;
}

export interface Summary {
  readonly verdict: readonly PageElement[];
  readonly deviations: readonly PageElement[];
  readonly legend: readonly PageElement[];
  readonly rules: readonly PageElement[];
  readonly lint: readonly PageElement[];
  readonly checks: readonly PageElement[];
  readonly facts: readonly PageElement[];
}

/** Runs in the page: everything it uses must be inside it. */
export function createSummary(
  data: PageData,
  make: MakeElement,
  marks: Marks,
  detail: Detail,
  actions: SummaryActions,
): Summary {
  /** Deviating hosts listed above the grid; the grid has them all. */
  const listed = 8;

  const button = (
    className: string,
    onClick: () => void,
    ...content: readonly (PageElement | string)[]
  ): PageElement => {
    const element = make('button', { type: 'button', class: className }, ...content);
    element.addEventListener('click', onClick);
    return element;
  };
  const quiet = (content: string): PageElement => make('span', { class: 'quiet' }, content);
  const fails = (outcome: string): boolean => outcome !== 'conforms' && outcome !== 'not-applicable';

  const counts = (title: string, own: PageData['probes']): PageElement => {
    const entries = Object.entries(own).filter(([, count]) => count > 0);
    const total = entries.reduce((sum, [, count]) => sum + count, 0);
    const chips = entries.map(([outcome, count]) =>
      make('span', { class: 'count' }, make('b', {}, String(count)), marks.outcome(outcome)),
    );
    return make('p', { class: 'counts' }, make('span', { class: 'count-title' }, `${total} ${title}`), ...chips);
  };

  const deviatingRow = (row: PageRow): PageElement => {
    const columns = row.cells.flatMap((probes, column) =>
      probes.some(({ outcome }) => fails(outcome)) ? [column] : [],
    );
    const [first = 0] = columns;
    const shown = marks.worst(row.cells[first] ?? []);
    const seen = shown?.findings[0]?.seen ?? shown?.taken ?? '';
    const schemes = columns.map((column) => data.schemes[column]).join(' ');
    return make(
      'li',
      {},
      button(
        `deviation ${shown?.outcome ?? ''}`,
        () => actions.openCell(row, first),
        marks.outcome(shown?.outcome ?? 'inconclusive'),
        make('code', {}, row.host.slice(0, 120)),
        quiet(schemes),
        make('span', { class: 'sentence' }, seen),
      ),
    );
  };

  const failedCheck = ({ id, outcome, seen }: PageCheck): PageElement =>
    make(
      'li',
      {},
      button(
        `deviation ${outcome}`,
        actions.showChecks,
        marks.outcome(outcome),
        make('code', {}, id),
        make('span', { class: 'sentence' }, seen),
      ),
    );

  const counted = (count: number, noun: string): string =>
    count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;

  const deviations = (): readonly PageElement[] => {
    const rows = data.rows.filter(({ cells }) => cells.some((probes) => probes.some(({ outcome }) => fails(outcome))));
    const failed = data.checks.filter(({ outcome }) => fails(outcome));
    if (rows.length + failed.length === 0) return [];
    const more = rows.length - listed;
    const shares = [counted(rows.length, 'host'), counted(failed.length, 'check')].filter((words) => words !== '');
    return [
      make('h2', {}, `Deviations: ${shares.join(', ')}`),
      make('ul', { class: 'deviations' }, ...rows.slice(0, listed).map(deviatingRow), ...failed.map(failedCheck)),
      ...(more > 0 ? [button('link', actions.showDeviations, `and ${more} more: show them all in the grid`)] : []),
    ];
  };

  const rule = (one: PageRule): PageElement => {
    const proof = one.proved === 0 ? 'not proved' : `${one.proved} proved`;
    const wrong = one.deviating === 0 ? [] : [make('span', { class: 'wrong' }, `≠ ${one.deviating} deviate`)];
    return make(
      'li',
      { class: one.proved === 0 ? 'unproved' : '' },
      button(
        'rule-line',
        () => actions.filterText(one.path === '' ? 'no-rule' : one.path),
        quiet(one.kind),
        make('code', {}, one.label),
        make('span', { class: 'arrow' }, '→ ', marks.route(one.route)),
        make('span', { class: 'proof' }, proof, ...wrong),
      ),
    );
  };

  const checks = data.checks.map((check) => {
    const element = make(
      'details',
      { class: `check ${check.outcome}` },
      make(
        'summary',
        {},
        marks.outcome(check.outcome),
        make('code', {}, check.id),
        make('span', { class: 'sentence' }, check.seen),
      ),
      ...detail.check(check),
    );
    element.open = fails(check.outcome);
    return element;
  });

  const incomplete =
    data.incomplete === null
      ? []
      : [make('p', { class: 'incomplete' }, make('b', {}, 'Incomplete run. '), data.incomplete)];

  return {
    verdict: [
      make(
        'h1',
        { class: `verdict ${data.outcome}` },
        marks.outcome(data.outcome),
        make('span', { class: 'headline' }, data.headline),
      ),
      ...incomplete,
      counts('probes', data.probes),
      counts('checks', data.checkCounts),
    ],
    deviations: deviations(),
    legend: data.routes.map((route, position) =>
      make('span', { class: 'legend-entry' }, marks.route(position), route.name),
    ),
    rules: data.rules.length === 0 ? [] : [make('ol', { class: 'rules' }, ...data.rules.map(rule))],
    lint: data.lint.map(({ severity, id, path, message, advice }) =>
      make(
        'div',
        { class: `lint ${severity}` },
        make('p', {}, make('b', {}, severity === 'warning' ? '⚠ Warning. ' : 'Note. '), ...marks.prose(message)),
        make('p', { class: 'quiet' }, ...marks.prose(advice), ` (${id}, ${path})`),
      ),
    ),
    checks,
    facts: [
      make(
        'dl',
        { class: 'small' },
        ...data.facts.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]),
      ),
      ...(data.background.length === 0
        ? []
        : [
            make('h3', {}, 'The browser’s own traffic'),
            quiet('Recorded, never judged.'),
            make(
              'ul',
              { class: 'background' },
              ...data.background.map(({ route, authority, requests }) =>
                make('li', {}, `${requests} × ${authority} via ${route}`),
              ),
            ),
          ]),
    ],
  };
}
