/** Credentials of a run, kept to look for them where they must not be. */
export interface Canary {
  readonly username: string;
  readonly password: string;
}

/** Every form in which credentials could turn up: as they are, as Basic sends them, URL-encoded, in JSON. */
export function canaryForms({ username, password }: Canary): readonly string[] {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const forms = [
    username,
    password,
    basic,
    Buffer.from(`${username}:${password}`).toString('base64url'),
    Buffer.from(password).toString('base64'),
    encodeURIComponent(username),
    encodeURIComponent(password),
    encodeURIComponent(basic),
    JSON.stringify(password).slice(1, -1),
  ];
  return [...new Set(forms)];
}

/** How often a target may have been percent-encoded. */
const LAYERS = 2;

/** Characters below which a text in a URL is as likely to be anything else. */
const SHORTEST_IN_TARGET = 8;

/** Whether a request's target holds one of these, however much of it is percent-encoded. */
export function targetHolds(target: string, canaries: readonly string[]): boolean {
  const telling = canaries.filter(({ length }) => length >= SHORTEST_IN_TARGET);
  let text = target;
  for (let layer = 0; layer <= LAYERS; layer++) {
    if (telling.some((canary) => text.includes(canary))) return true;
    if (!text.includes('%')) return false;
    // What is no escape stays as it is: credentials may hold a percent sign of their own.
    text = text.replace(/%[0-9a-f]{2}/gi, (escaped) => String.fromCharCode(Number.parseInt(escaped.slice(1), 16)));
  }
  return false;
}
