import type { Report } from '../values/report.ts';
import { explainJsonPlace } from './json-mistakes.ts';
import { scanJson } from './json-scanner.ts';

/** Reads a JSON text. Reports a syntax error with line and column, and every name that stands twice in one object. */
export function readJson(text: string, report: Report): unknown {
  if (text.trim() === '') {
    return report({
      path: '',
      rule: 'input-empty',
      problem: 'There is nothing in it.',
      fix: 'Write a proxy configuration as JSON, {"proxies": [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}]}.',
    });
  }
  const { duplicates, stop } = scanJson(text);
  if (stop !== undefined) {
    const before = text.slice(0, stop.offset).trimEnd();
    const explained = explainJsonPlace({ expected: stop.expected, before, after: text.slice(stop.offset) });
    return report({ path: place(text, stop.offset), rule: 'json-syntax', ...explained });
  }
  for (const { path, first, second } of duplicates) {
    report({
      path,
      rule: 'json-duplicate-key',
      problem: `The name stands twice in its object, at ${place(text, first)} and at ${place(text, second)}; all but the last are lost.`,
      fix: 'Keep one of them.',
    });
  }
  return JSON.parse(text);
}

/** `line 3, column 14`, both counted from 1, columns in UTF-16 code units as editors do. */
function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
