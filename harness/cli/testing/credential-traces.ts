/** How every user name that a run makes up begins, and how every password ends: no report holds either by chance. */
const OF_RUNS: readonly string[] = ['acpc.user_', '@._+=-!#$%&*'];

/** What stands in the secrets that cases write out themselves, and nowhere else; `suites/cases/credentials`. */
export const OF_CASES: readonly string[] = ['aladdin', 'sesame', 'sésame', '7f3a9c', 'somebody-else', 'something-else'];

/** Their longest user names and passwords, of one character each: so many of it in a row are no chance. */
const REPEATED: readonly string[] = ['u', 'p', '%'].map((character) => character.repeat(32));

/** Traces of a run's credentials in bytes that must not hold them, by the form that they were found in. */
export function credentialTraces(bytes: Buffer): readonly string[] {
  return FORMS.filter(([, form]) => bytes.includes(form)).map(([name]) => name);
}

const FORMS = [...OF_RUNS, ...OF_CASES, ...REPEATED].flatMap((secret): readonly (readonly [string, string])[] => [
  [secret, secret],
  [`${secret} in a URL`, encodeURIComponent(secret)],
  [`${secret} in HTML`, secret.replace('&', '&amp;')],
  ...[0, 1, 2].map((before) => [`${secret} in base64, byte ${before} of 3`, base64Inside(secret, before)] as const),
]);

/** The characters of a base64 text that depend on the secret alone, when so many bytes (modulo 3) come before it. */
function base64Inside(secret: string, before: number): string {
  const bits = 8 * before;
  const first = Math.ceil(bits / 6);
  const last = Math.floor((bits + 8 * Buffer.byteLength(secret)) / 6);
  return Buffer.from('\0'.repeat(before) + secret)
    .toString('base64')
    .slice(first, last);
}
