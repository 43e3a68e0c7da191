/** One way in which people miswrite JSON, told from the text at the place where JSON ends to be JSON. */
interface JsonMistake {
  readonly applies: (place: JsonPlace) => boolean;
  /** A whole sentence each. */
  readonly problem: string;
  readonly fix: string;
}

/** The place at which a text stops to be JSON. */
export interface JsonPlace {
  /** What JSON allows there: `a value`, `a comma or }`. */
  readonly expected: string;
  /** The text from there on, and the text up to there without white space at its end. */
  readonly after: string;
  readonly before: string;
}

const JSON_MISTAKES: readonly JsonMistake[] = [
  {
    applies: ({ after }) => after === '',
    problem: 'The text ends too early.',
    fix: 'Look for a bracket, a brace or a quotation mark that is never closed.',
  },
  {
    applies: ({ before, after }) => before.endsWith(',') && /^[}\]]/.test(after),
    problem: 'A comma has nothing after it.',
    fix: 'Remove the last comma before the closing bracket.',
  },
  {
    applies: ({ after }) => /^(\/[/*]|#)/.test(after),
    problem: 'There is a comment, which JSON does not have.',
    fix: 'Remove the comment.',
  },
  {
    applies: ({ after }) => /^['‘’“”]/.test(after),
    problem: 'There is a quotation mark that JSON does not know.',
    fix: 'Use the straight double quotation mark, ".',
  },
  {
    applies: ({ expected, after }) => expected === CHARACTER && after.startsWith('\\'),
    problem: 'There is an escape sequence that JSON does not know.',
    fix: 'Write a backslash itself as two.',
  },
  {
    applies: ({ expected }) => expected === CHARACTER,
    problem: 'A string goes over the end of its line, or has a control character in it.',
    fix: 'Close the string on its own line, and write a line break as \\n, a tab as \\t.',
  },
  {
    applies: ({ expected, after }) => expected.startsWith('a comma') && after.startsWith('"'),
    problem: 'A comma is missing before this string.',
    fix: 'Put a comma between the two members or items.',
  },
  {
    applies: ({ after }) => /^[A-Za-z_$]/.test(after),
    problem: 'There is a word without quotation marks.',
    fix: 'Put names and strings into double quotation marks; only true, false and null go without.',
  },
];

/** What is expected inside a string. */
export const CHARACTER = 'the rest of the string';

/** Names the mistake. Nothing of the text is repeated but one sign of punctuation: a secret may stand there. */
export function explainJsonPlace(place: JsonPlace): { readonly problem: string; readonly fix: string } {
  const mistake = JSON_MISTAKES.find(({ applies }) => applies(place));
  if (mistake) return { problem: mistake.problem, fix: mistake.fix };
  const sign = /^[{}[\]:,"]/.exec(place.after)?.[0];
  return {
    problem: sign ? `There is an unexpected ${sign} sign.` : 'There is something unexpected.',
    fix: `JSON has ${place.expected} here.`,
  };
}
