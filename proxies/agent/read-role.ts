import type { Access } from '../options.ts';
import { Refusal } from './refusal.ts';

/** Characters of a name, and of a user name or password: a header's value holds both, whatever they are written in. */
const LONGEST = 512;

/** @param body `{"name": "…"}`. @throws {Refusal} 400 */
export function readName(body: unknown): string {
  const { name } = membersOf(body);
  if (!isText(name)) throw new Refusal(400, `name: a text of 1 to ${LONGEST} characters is needed.`);
  return name;
}

/** Who may use the proxy, from parsed JSON. @throws {Refusal} 400, which never quotes a credential. */
export function readAccess(body: unknown): Access {
  const { kind, username, password, realm } = membersOf(body);
  if (kind === 'open') return { kind };
  if (kind !== 'basic') throw new Refusal(400, 'kind: one of open, basic is needed.');
  if (!isText(username) || username.includes(':')) {
    throw new Refusal(400, `username: a text of 1 to ${LONGEST} characters without a colon is needed.`);
  }
  if (!isText(password)) throw new Refusal(400, `password: a text of 1 to ${LONGEST} characters is needed.`);
  if (realm !== undefined && !isText(realm)) throw new Refusal(400, 'realm: a text is needed.');
  return { kind, username, password, ...(realm === undefined ? {} : { realm }) };
}

function membersOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST;
}
