import { randomBytes } from 'node:crypto';
import type { ProbeId, Scheme } from './probe.ts';
import type { Target } from './target.ts';

/** RFC 4648, section 6, in lower case. */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Characters of a run id: 40 random bits keep the sessions of other runs apart from ours. */
const RUN_ID_LENGTH = 8;

/** The end of a path, whole segments only: `…-1` is never found in `…-17`. */
const MARKER = /\/(?:\.well-known\/acpc-probe|\.acpc-probe)\/([a-z2-7]+-[1-9][0-9]*)$/;

/** Header of the origin's answers, with the marker of the request. */
export const MARKER_HEADER = 'x-acpc-marker';

/** A new random id for a run. */
export function newRunId(): string {
  let id = '';
  for (const byte of randomBytes(RUN_ID_LENGTH)) id += BASE32[byte % BASE32.length];
  return id;
}

/**
 * The id of a run's `number`-th probe, which is also its marker.
 *
 * @throws {RangeError} where {@link markerOf} could not read it back.
 */
export function probeId(runId: string, number: number): ProbeId {
  const id = markerOf(`/.acpc-probe/${runId}-${number}`);
  if (id === undefined)
    throw new RangeError(`${runId}-${number} is not a probe id: base32 letters, then a number from 1.`);
  return id;
}

/**
 * The URL that asks for `target` and carries the marker as the end of its path. A host is asked for below
 * `/.well-known/` (RFC 8615), where it is least likely to mean something; of a URL, path and query are kept.
 */
export function markedUrl(target: Target, scheme: Scheme, id: ProbeId): string {
  if (target.kind === 'host') return `${scheme}://${target.host}/.well-known/acpc-probe/${id}`;
  const url = new URL(target.url);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/.acpc-probe/${id}`;
  url.hash = '';
  return url.href;
}

/** The marker in a request's path (query allowed), or `undefined` for traffic that is not ours. */
export function markerOf(path: string): ProbeId | undefined {
  const [pathname = ''] = path.split('?', 1);
  return MARKER.exec(pathname)?.[1] as ProbeId | undefined;
}

/** The run that a marker belongs to. */
export function runIdOf(id: ProbeId): string {
  return id.slice(0, id.lastIndexOf('-'));
}
