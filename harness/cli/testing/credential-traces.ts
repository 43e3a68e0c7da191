/** How every user name that a run makes up begins, and how every password ends: no report holds either by chance. */
const USER_NAME = 'acpc.user_';
const PASSWORD = '@._+=-!#$%&*';

/** Traces of a run's credentials in bytes that must not hold them, by the form that they were found in. */
export function credentialTraces(bytes: Buffer): readonly string[] {
  return [...FORMS].filter(([, form]) => bytes.includes(form)).map(([name]) => name);
}

const FORMS: ReadonlyMap<string, string> = new Map([
  ['user name', USER_NAME],
  ['password', PASSWORD],
  ['password in a URL', encodeURIComponent(PASSWORD)],
  ['password in HTML', PASSWORD.replace('&', '&amp;')],
  ...[USER_NAME, PASSWORD].flatMap((text) =>
    [0, 1, 2].map((before): [string, string] => [`${text} in base64, byte ${before} of 3`, base64Inside(text, before)]),
  ),
]);

/** The characters of a base64 text that depend on `text` alone, when so many bytes (modulo 3) come before it. */
function base64Inside(text: string, before: number): string {
  const bits = 8 * before;
  const first = Math.ceil(bits / 6);
  const last = Math.floor((bits + 8 * text.length) / 6);
  return Buffer.from('\0'.repeat(before) + text)
    .toString('base64')
    .slice(first, last);
}
