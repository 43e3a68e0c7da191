import type { PageDocument, PageElement } from './dom.ts';
import type { Filter } from './filter.ts';
import type { PageData, PageRow } from './page-data.ts';
import type { PageParts } from './script.ts';

/** Builds the page. Runs in the page: everything it uses must be inside it or among `parts`. */
export function startPage(document: PageDocument, parts: PageParts): void {
  const data: PageData = JSON.parse(document.getElementById('data').textContent);
  const make = parts.makeElementFor(document);
  const marks = parts.createMarks(make, data.routes);
  const detail = parts.createDetail(make, marks, data.statements);
  const at = (id: string): PageElement => document.getElementById(id);
  const controls = { text: at('text'), route: at('route'), outcome: at('outcome'), variant: at('variant') };

  const closeDetail = (): void => {
    at('detail').hidden = true;
  };
  const openDetail = (row: PageRow, column: number): void => {
    const content = detail.cell(row, data.schemes[column] ?? '', row.cells[column] ?? []);
    at('detail-content').replaceChildren(...content);
    at('detail').hidden = false;
    at('detail').scrollTop = 0;
  };
  const grid = parts.createGrid({
    viewport: at('grid'),
    schemes: data.schemes,
    make,
    marks,
    onOpen: openDetail,
    onClose: closeDetail,
  });

  const refresh = (): void => {
    const filter: Filter = {
      text: controls.text.value,
      route: controls.route.value,
      outcome: controls.outcome.value,
      variant: controls.variant.value,
    };
    const filtered = parts.filterRows(data.rows, filter);
    grid.show(filtered);
    const { length } = filtered.rows;
    at('shown').textContent = length === data.rows.length ? `${length} rows` : `${length} of ${data.rows.length} rows`;
  };
  const setFilter = ({ text = '', outcome = '' }: Partial<Filter>): void => {
    controls.text.value = text;
    controls.outcome.value = outcome;
    controls.route.value = '';
    controls.variant.value = '';
    refresh();
  };

  const summary = parts.createSummary(data, make, marks, detail, {
    openCell: (row, column) => {
      setFilter({});
      grid.select(row, column);
      openDetail(row, column);
      at('matrix').scrollIntoView({ block: 'start' });
      grid.focus();
    },
    filterText: (text) => {
      setFilter({ text });
      at('matrix').scrollIntoView({ block: 'start' });
    },
    showChecks: () => at('checks-section').scrollIntoView({ block: 'start' }),
    showDeviations: () => {
      setFilter({ outcome: 'deviation' });
      at('matrix').scrollIntoView({ block: 'start' });
    },
  });
  for (const [id, content] of Object.entries(summary)) {
    at(id).replaceChildren(...content);
    at(`${id}-section`).hidden = content.length === 0;
  }
  at('rules').style.setProperty('--beside', `${at('lint').clientHeight}px`);

  at('matrix').hidden = data.rows.length === 0;

  const option = (value: string, label: string): PageElement => make('option', { value }, label);
  controls.route.append(
    option('', 'any route'),
    ...data.routes.map(({ symbol, name }, position) => option(String(position), `${symbol} ${name}`)),
  );
  const outcomes = Object.entries(marks.outcomes).map(([value, { symbol, words }]) =>
    option(value, `${symbol} ${words}`),
  );
  controls.outcome.append(option('', 'any verdict'), option('deviation', '! all deviations'), ...outcomes);
  const variants = [...new Set(data.rows.map(({ variant }) => variant))];
  controls.variant.append(
    option('', 'any variant'),
    ...variants.map((variant) => option(variant, variant.replaceAll('-', ' '))),
  );
  for (const control of Object.values(controls)) control.addEventListener('input', refresh);

  const columns = ['host', 'variant', 'made from', ...data.schemes];
  at('grid-head').append(...columns.map((name) => make('div', { role: 'columnheader' }, name)));
  at('matrix').style.setProperty('--schemes', String(data.schemes.length));
  at('close').addEventListener('click', closeDetail);
  document.addEventListener('keydown', (event) => {
    const typing = ['INPUT', 'SELECT'].includes(document.activeElement?.tagName ?? '');
    if (event.key === 'Escape') closeDetail();
    if (event.key !== '/' || typing) return;
    event.preventDefault();
    controls.text.focus();
  });
  refresh();
}
