/** Every value of one header field, in order. `name` in lower case. */
export function fieldValues(rawHeaders: readonly string[], name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if (isNamed(rawHeaders[index], name)) values.push(rawHeaders[index + 1] ?? '');
  }
  return values;
}

/** How often a header field occurs. `name` in lower case. */
export function fieldCount(rawHeaders: readonly string[], name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (isNamed(rawHeaders[index], name)) count++;
  }
  return count;
}

/** Most names differ in length already, which costs no lower-casing. */
function isNamed(candidate: string | undefined, name: string): boolean {
  return candidate?.length === name.length && candidate.toLowerCase() === name;
}

/** Elements of a comma-separated list field, in lower case. */
export function listElements(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((element) => element.trim().toLowerCase())
    .filter((element) => element !== '');
}

/** RFC 9112 section 2.3: HTTP/2 and later are spoken in other bytes, and what comes before 1.0 has no fields. */
export function versionProblem(httpVersion: string): string | undefined {
  return httpVersion === '1.0' || httpVersion === '1.1'
    ? undefined
    : `This proxy speaks HTTP/1.0 and HTTP/1.1, not HTTP/${httpVersion}.`;
}

/** RFC 9112 section 3.2: an HTTP/1.1 request has exactly one `Host`, an HTTP/1.0 request at most one. */
export function hostProblem(rawHeaders: readonly string[], httpVersion: string): string | undefined {
  const hosts = fieldCount(rawHeaders, 'host');
  if (hosts > 1) return 'The request has more than one Host field.';
  return hosts === 0 && httpVersion === '1.1' ? 'The request has no Host field.' : undefined;
}
