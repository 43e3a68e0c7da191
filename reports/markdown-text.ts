/** Text as Markdown shows it: nothing in it is markup. */
export function escaped(text: string): string {
  return text.replace(/[\\`*_<>|[\]~]/g, (sign) => `\\${sign}`).replace(/\s*\n\s*/g, ' ');
}

/** Text as it stands, also with backquotes in it. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
