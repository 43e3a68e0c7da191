import { InvalidInputError, type Violation } from '../configuration/invalid-input.ts';
import { readText } from '../configuration/read-text.ts';

/**
 * The text of a file that the user named, UTF-8 with or without byte order mark.
 *
 * @throws {InvalidInputError} when it cannot be read, or is no text.
 */
export async function readUserFile(path: string): Promise<string> {
  const violations: Violation[] = [];
  const text = await readText({ path }, (violation) => void violations.push(violation));
  if (text === undefined) throw new InvalidInputError(path, violations);
  return text;
}
