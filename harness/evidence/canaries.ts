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
    Buffer.from(password).toString('base64'),
    encodeURIComponent(password),
    encodeURIComponent(basic),
    JSON.stringify(password).slice(1, -1),
  ];
  return [...new Set(forms)];
}
