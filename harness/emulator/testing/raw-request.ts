import type { StructureShape } from '../api/shape.ts';
import type { Emulator } from '../emulator.ts';
import { sign } from './clients.ts';

/** One operation as the model binds it to HTTP. */
export interface Binding {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly input: StructureShape;
}

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a request that no official client would send: every member where its shape says, whatever its value. */
export async function sendRaw(
  emulator: Emulator,
  { method, path, input }: Binding,
  value: Readonly<Record<string, unknown>>,
): Promise<RawAnswer> {
  const placed = Object.entries(input.members).flatMap(([name, { location }]) => {
    const given = value[name];
    return given === undefined || given === null ? [] : [{ name, given, location }];
  });
  const labelled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(value[name])));
  // Not URLSearchParams, which writes a space as "+"; AWS reads that as a plus sign.
  const query = placed.flatMap(({ given, location }) =>
    location?.in === 'query' ? [`${location.name}=${encodeURIComponent(String(given))}`] : [],
  );
  const url = new URL(`${emulator.endpoint}${labelled}${query.length > 0 ? `?${query.join('&')}` : ''}`);
  const headers = Object.fromEntries(
    placed.flatMap(({ given, location }) => (location?.in === 'header' ? [[location.name, String(given)]] : [])),
  );
  const inBody = Object.fromEntries(placed.filter(({ location }) => !location).map(({ name, given }) => [name, given]));
  const body = method === 'GET' ? {} : { body: JSON.stringify(inBody) };
  const signed = await sign({ method, url: url.href, headers, ...body, credentials: emulator.credentials });
  delete signed['host'];
  const answer = await fetch(url, { method, headers: signed, ...body });
  return { status: answer.status, headers: answer.headers, body: Object(await answer.json()) };
}
