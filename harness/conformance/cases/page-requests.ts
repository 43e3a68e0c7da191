import { markedUrl, probeId } from '../../matrix/marker.ts';
import type { Probe } from '../../matrix/probe.ts';
import { readTarget } from '../../matrix/target.ts';
import { trafficKind } from '../../sessions/traffic/kinds.ts';
import type { PageRequest } from '../../sessions/traffic/page-traffic.ts';
import type { CaseRequest, PagedRequest } from './case.ts';
import type { Scene } from './scene.ts';

/** What a page's own marker is made of. */
type Numbering = Pick<Scene, 'runId' | 'nextNumber'>;

/** A request with its marker. */
interface Planned {
  readonly request: CaseRequest;
  readonly probe: Probe;
}

export function isPaged(request: CaseRequest): request is PagedRequest {
  return 'from' in request;
}

/**
 * What a page is to do for these requests: a `redirect` leads to the request after it, so a run of them is one request
 * of the kind of the last.
 * @throws {RangeError} where a redirect leads nowhere.
 */
export function pageRequests(planned: readonly Planned[], scene: Numbering): readonly PageRequest[] {
  const made: PageRequest[] = [];
  let hops: Probe[] = [];
  for (const { request, probe } of planned) {
    if (!isPaged(request)) continue;
    hops.push(probe);
    if (request.by === 'redirect') continue;
    made.push({ kind: request.by, from: page(request.from, scene), hops: linked(hops, trafficKind(request.by).as) });
    hops = [];
  }
  if (hops.length > 0) throw new RangeError('A redirect leads to the request after it, and there is none.');
  return made;
}

/** Each hop with the answer that it is to get: the redirect to the next one, in the end the content. */
function linked(hops: readonly Probe[], as: string | undefined): PageRequest['hops'] {
  const [last, ...before] = [...hops].reverse();
  if (last === undefined) throw new RangeError('A page has nothing to ask for.');
  let first = answered(last, as === undefined ? {} : { as });
  const after: (typeof first)[] = [];
  for (const hop of before) {
    after.unshift(first);
    first = answered(hop, { to: first.url, as: 'redirect' });
  }
  return [first, ...after];
}

function answered({ id, url }: Probe, by: Readonly<Record<string, string>>): PageRequest['hops'][0] {
  const asked = new URL(url);
  for (const [name, value] of Object.entries(by)) asked.searchParams.set(name, value);
  return { id, url: asked.href };
}

function page(url: string, scene: Numbering): PageRequest['from'] {
  const target = readTarget(url, 'from');
  if (target.kind !== 'url') throw new RangeError(`A case loads ${url}, which is no page.`);
  const id = probeId(scene.runId, scene.nextNumber());
  return { id, url: markedUrl(target, target.scheme, id), name: url };
}
