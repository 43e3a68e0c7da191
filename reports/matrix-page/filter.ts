import type { PageProbe, PageRow } from './page-data.ts';

/** What the reader asked for. An empty text means: everything. */
export interface Filter {
  readonly text: string;
  /** Position of a route. */
  readonly route: string;
  /** An outcome, or `deviation` for all that need a look. */
  readonly outcome: string;
  readonly variant: string;
}

export interface Filtered {
  readonly rows: readonly PageRow[];
  /** Whether a probe of a row is one of those asked for; the others stay visible and pale. */
  readonly wanted: (probe: PageProbe) => boolean;
}

/** Runs in the page: everything it uses must be inside it. */
export function filterRows(rows: readonly PageRow[], filter: Filter): Filtered {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = ({ outcome, route }: PageProbe): boolean => {
    const deviation = outcome !== 'conforms' && outcome !== 'not-applicable';
    const outcomeFits =
      filter.outcome === '' || filter.outcome === outcome || (filter.outcome === 'deviation' && deviation);
    return outcomeFits && (filter.route === '' || filter.route === String(route));
  };
  const rowFits = ({ host, rule, path, variant, cells }: PageRow): boolean => {
    if (filter.variant !== '' && filter.variant !== variant) return false;
    const text = `${host} ${rule} ${path} ${variant}`.toLowerCase();
    return words.every((word) => text.includes(word)) && cells.some((probes) => probes.some(wanted));
  };
  return { rows: rows.filter(rowFits), wanted };
}
