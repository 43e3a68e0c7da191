import type { MakeElement, PageElement } from './dom.ts';
import type { PageProbe, PageRoute } from './page-data.ts';

/** How routes and outcomes look. Every colour comes with a letter or a symbol. */
export interface Marks {
  /** Worst first, with the symbol and the words for each. */
  readonly outcomes: Readonly<Record<string, { readonly symbol: string; readonly words: string }>>;
  /** The coloured letter of a route. */
  route(position: number, stopped?: boolean): PageElement;
  outcome(outcome: string): PageElement;
  /** The content of one cell of the grid: the route taken, and for a deviation the route wanted. */
  cell(probes: readonly PageProbe[]): readonly PageElement[];
  /** The cell in words, for a screen reader. */
  words(probes: readonly PageProbe[]): string;
  worst(probes: readonly PageProbe[]): PageProbe | undefined;
  /** A sentence, with what stands in backquotes as code. */
  prose(text: string): readonly (PageElement | string)[];
}

/** Runs in the page: everything it uses must be inside it. */
export function createMarks(make: MakeElement, routes: readonly PageRoute[]): Marks {
  const outcomes: Marks['outcomes'] = {
    violates: { symbol: '≠', words: 'violates' },
    'harness-fault': { symbol: '✕', words: 'harness fault' },
    inconclusive: { symbol: '?', words: 'inconclusive' },
    observation: { symbol: '≈', words: 'observation' },
    conforms: { symbol: '✓', words: 'conforms' },
    'not-applicable': { symbol: '–', words: 'not applicable' },
  };
  const order = Object.keys(outcomes);
  const worst: Marks['worst'] = (probes) =>
    [...probes].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome))[0];
  const nameOf = (position: number): string => routes[position]?.name ?? 'nowhere';

  const route: Marks['route'] = (position, stopped = false) => {
    const { symbol, colour, name } = routes[position] ?? { symbol: '∅', colour: 'nowhere', name: 'nowhere' };
    const title = stopped ? `stopped at ${name}` : name;
    return make('span', { class: `route ${colour}`, title }, stopped ? `${symbol}⊣` : symbol);
  };

  return {
    outcomes,
    route,
    worst,
    outcome: (outcome) => {
      const { symbol, words } = outcomes[outcome] ?? { symbol: '', words: outcome };
      return make('span', { class: `outcome ${outcome}` }, `${symbol} ${words}`);
    },
    prose: (text) => text.split('`').map((part, i) => (i % 2 === 1 ? make('code', {}, part) : part)),
    cell: (probes) => {
      const shown = worst(probes);
      if (!shown) return [];
      const taken = route(shown.route, shown.stopped);
      const more = probes.length > 1 ? [make('span', { class: 'more' }, `×${probes.length}`)] : [];
      if (shown.outcome === 'conforms') return [taken, ...more];
      const symbol = make('span', { class: 'symbol' }, outcomes[shown.outcome]?.symbol ?? '');
      const wanted = shown.wanted === shown.route ? [] : [route(shown.wanted)];
      return [taken, symbol, ...wanted, ...more];
    },
    words: (probes) => {
      const shown = worst(probes);
      if (!shown) return 'not asked';
      const verdict = outcomes[shown.outcome]?.words ?? shown.outcome;
      const taken = `${shown.stopped ? 'stopped at ' : ''}${nameOf(shown.route)}`;
      return shown.wanted === shown.route
        ? `${taken}, ${verdict}`
        : `${taken} instead of ${nameOf(shown.wanted)}, ${verdict}`;
    },
  };
}
