import { expect, test } from 'vitest';
import type { Violation } from '../invalid-input.ts';
import { readJson } from './read-json.ts';

function linesFor(text: string): readonly string[] {
  const violations: Violation[] = [];
  readJson(text, (violation) => void violations.push(violation));
  return violations.map(({ path, problem, fix }) => `${path}: ${problem} ${fix}`);
}

test.each([
  ['{"a": 1,}', 'line 1, column 9: A comma has nothing after it. Remove the last comma before the closing bracket.'],
  [
    '{\n  "a": 1\n  "b": 2\n}',
    'line 3, column 3: A comma is missing before this string. Put a comma between the two members or items.',
  ],
  [
    '{"a": [1, 2',
    'line 1, column 12: The text ends too early. Look for a bracket, a brace or a quotation mark that is never closed.',
  ],
  ['{\r\n  // why\r\n}', 'line 2, column 3: There is a comment, which JSON does not have. Remove the comment.'],
  [
    "{'a': 1}",
    'line 1, column 2: There is a quotation mark that JSON does not know. Use the straight double quotation mark, ".',
  ],
  [
    '{a: 1}',
    'line 1, column 2: There is a word without quotation marks. Put names and strings into double quotation marks; only true, false and null go without.',
  ],
  [
    '{"a": True}',
    'line 1, column 7: There is a word without quotation marks. Put names and strings into double quotation marks; only true, false and null go without.',
  ],
  [
    '{"a": "C:\\proxy"}',
    'line 1, column 10: There is an escape sequence that JSON does not know. Write a backslash itself as two.',
  ],
  [
    '{"a": "x\n"}',
    'line 1, column 9: A string goes over the end of its line, or has a control character in it. Close the string on its own line, and write a line break as \\n, a tab as \\t.',
  ],
  ['{"a"; 1}', 'line 1, column 5: There is something unexpected. JSON has a colon here.'],
  ['{"a": 1}}', 'line 1, column 9: There is an unexpected } sign. JSON has nothing more here.'],
  ['[1 : 2]', 'line 1, column 4: There is an unexpected : sign. JSON has a comma or ] here.'],
  ['{"a": 08080}', 'line 1, column 7: There is something unexpected. JSON has a value here.'],
  [
    '{\n  "a": 1,\n  "a": 2\n}',
    'a: The name stands twice in its object, at line 2, column 3 and at line 3, column 3; all but the last are lost. Keep one of them.',
  ],
  [
    ' \n',
    ': There is nothing in it. Write a proxy configuration as JSON, {"proxies": [{"externalProxy": {"server": "proxy.example.com", "port": 8080}}]}.',
  ],
])('%j', (text, line) => {
  expect(linesFor(text)).toStrictEqual([line]);
});

test('nothing of a text that is no JSON is repeated', () => {
  for (const text of ['hunter2', '{"password": "hunt"er2"}', '{"password": hunter2}', "{'hunter2': 1}", '"hunter2']) {
    expect(linesFor(text)).toHaveLength(1);
    expect(linesFor(text).join()).not.toMatch(/hunt|er2/);
  }
});

test('JSON without fault comes back', () => {
  expect(readJson('{"a": [1, "x", null]}', () => expect.fail('reported'))).toStrictEqual({ a: [1, 'x', null] });
});
