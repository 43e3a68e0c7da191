import type { MakeElement, PageElement, PageEvent } from './dom.ts';
import type { Filtered } from './filter.ts';
import type { Marks } from './marks.ts';
import type { PageProbe, PageRow } from './page-data.ts';

export interface Grid {
  show(filtered: Filtered): void;
  /** Moves the cursor to a cell and brings it into view. */
  select(row: PageRow, column: number): void;
  focus(): void;
}

/** What the grid needs from its surroundings. */
export interface GridOptions {
  /** Scrolls. Holds nothing else. */
  readonly viewport: PageElement;
  readonly schemes: readonly string[];
  readonly make: MakeElement;
  readonly marks: Marks;
  readonly onOpen: (row: PageRow, column: number) => void;
  readonly onClose: () => void;
}

/**
 * The grid of hosts and schemes. Only the rows in view exist as elements, so ten thousand probes cost as much as ten.
 * Runs in the page: everything it uses must be inside it.
 */
export function createGrid({ viewport, schemes, make, marks, onOpen, onClose }: GridOptions): Grid {
  /** Height of a row in pixels; the style sheet reads it from here. */
  const rowHeight = 32;
  /** Rows kept above and below the view, so that scrolling shows no gaps. */
  const margin = 12;
  const canvas = make('div', { class: 'canvas', role: 'presentation' });
  let rows: readonly PageRow[] = [];
  let wanted: (probe: PageProbe) => boolean = () => true;
  let cursor = { row: 0, column: 0 };
  viewport.style.setProperty('--row', `${rowHeight}px`);
  viewport.append(canvas);

  const cellElement = (row: PageRow, at: number, column: number): PageElement => {
    const probes = row.cells[column] ?? [];
    const outcome = marks.worst(probes)?.outcome ?? 'empty';
    const chosen = cursor.row === at && cursor.column === column;
    const pale = probes.length > 0 && !probes.some(wanted);
    const cell = make('div', {
      role: 'gridcell',
      class: `cell ${outcome}${chosen ? ' chosen' : ''}${pale ? ' pale' : ''}`,
      id: `cell-${at}-${column}`,
      'aria-selected': String(chosen),
      'aria-label': `${row.host}, ${schemes[column]}: ${marks.words(probes)}`,
    });
    cell.append(...marks.cell(probes));
    cell.addEventListener('click', () => {
      moveTo(at, column);
      open();
    });
    return cell;
  };

  const rowElement = (row: PageRow, at: number): PageElement => {
    const element = make(
      'div',
      { role: 'row', class: 'row', 'aria-rowindex': String(at + 2) },
      make(
        'div',
        { role: 'rowheader', class: 'host', title: row.host.slice(0, 300) },
        row.host.slice(0, 300) || '(empty)',
      ),
      make('div', { role: 'gridcell', class: 'variant' }, row.variant.replaceAll('-', ' ')),
      make('div', { role: 'gridcell', class: 'rule', title: row.path }, row.rule || '—'),
      ...schemes.map((_, column) => cellElement(row, at, column)),
    );
    element.style.setProperty('top', `${at * rowHeight}px`);
    return element;
  };

  const draw = (): void => {
    const first = Math.max(0, Math.floor(viewport.scrollTop / rowHeight) - margin);
    const last = Math.min(rows.length, Math.ceil((viewport.scrollTop + viewport.clientHeight) / rowHeight) + margin);
    canvas.replaceChildren(...rows.slice(first, last).map((row, offset) => rowElement(row, first + offset)));
    viewport.setAttribute('aria-activedescendant', `cell-${cursor.row}-${cursor.column}`);
  };

  const moveTo = (row: number, column: number): void => {
    cursor = {
      row: Math.max(0, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(schemes.length - 1, column)),
    };
    const top = cursor.row * rowHeight;
    if (top < viewport.scrollTop) viewport.scrollTop = top;
    // The heading stays at the top of the view and takes one row's height of it.
    const bottom = top + 2 * rowHeight - viewport.clientHeight;
    if (bottom > viewport.scrollTop) viewport.scrollTop = bottom;
    draw();
  };

  const open = (): void => {
    const row = rows[cursor.row];
    if (row && (row.cells[cursor.column]?.length ?? 0) > 0) onOpen(row, cursor.column);
  };

  /** The next cell in reading order that needs a look. */
  const nextDeviation = (step: 1 | -1): void => {
    const cells = rows.length * schemes.length;
    for (let distance = 1; distance <= cells; distance += 1) {
      const at = (cursor.row * schemes.length + cursor.column + step * distance + cells) % cells;
      const row = Math.floor(at / schemes.length);
      const column = at % schemes.length;
      const outcome = marks.worst(rows[row]?.cells[column] ?? [])?.outcome;
      if (outcome !== undefined && outcome !== 'conforms' && outcome !== 'not-applicable') {
        moveTo(row, column);
        open();
        return;
      }
    }
  };

  const page = (): number => Math.max(1, Math.floor(viewport.clientHeight / rowHeight) - 2);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowUp: () => moveTo(cursor.row - 1, cursor.column),
    ArrowDown: () => moveTo(cursor.row + 1, cursor.column),
    ArrowLeft: () => moveTo(cursor.row, cursor.column - 1),
    ArrowRight: () => moveTo(cursor.row, cursor.column + 1),
    PageUp: () => moveTo(cursor.row - page(), cursor.column),
    PageDown: () => moveTo(cursor.row + page(), cursor.column),
    Home: () => moveTo(0, cursor.column),
    End: () => moveTo(rows.length - 1, cursor.column),
    Enter: open,
    ' ': open,
    Escape: onClose,
    n: () => nextDeviation(1),
    p: () => nextDeviation(-1),
  };
  viewport.addEventListener('keydown', (event: PageEvent) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  viewport.addEventListener('scroll', draw);

  return {
    show: (filtered) => {
      ({ rows, wanted } = filtered);
      canvas.style.setProperty('height', `${rows.length * rowHeight}px`);
      viewport.setAttribute('aria-rowcount', String(rows.length + 1));
      viewport.scrollTop = 0;
      moveTo(0, cursor.column);
    },
    select: (row, column) => moveTo(rows.indexOf(row), column),
    focus: () => viewport.focus(),
  };
}
