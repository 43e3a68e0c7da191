import { createHash } from 'node:crypto';
import type { OriginSighting } from '../../evidence/sightings.ts';
import { trafficKind } from '../../sessions/traffic/kinds.ts';
import type { Deviation } from './case.ts';
import type { ObservedRequest } from './driven-session.ts';
import { isPaged } from './page-requests.ts';

/** Whether what arrived is what the page was to send: by its methods, else it was another request; by its body. Pure. */
export function judgeShape({ request, attribution }: ObservedRequest): readonly Deviation[] {
  if (!isPaged(request) || request.by === 'redirect') return [];
  const { methods = ['GET'], body } = trafficKind(request.by);
  const arrived = attribution.sightings.filter((sighting) => sighting.witness === 'origin');
  if (arrived.length === 0) return [];
  const seen = arrived.map(({ method }) => method);
  if (methods.some((method) => !seen.includes(method))) {
    const wanted = methods.join(', then ');
    return [
      {
        verdict: 'inconclusive',
        seen: `${request.url} was to be asked for by ${wanted}; it was by ${seen.join(', ')}.`,
      },
    ];
  }
  if (body === undefined) return [];
  const broken = arrived.filter((sighting) => sighting.method === methods.at(-1) && !isBody(sighting, body));
  return broken.map((sighting) => ({
    verdict: 'violates',
    requirement: 'R-TRAFFIC-BODY',
    seen: `The body of ${request.by} to ${request.url} is ${body.length} bytes long; the origin got ${sighting.body?.bytes ?? 0}, and not the same.`,
    sightings: [sighting],
  }));
}

function isBody({ body }: OriginSighting, expected: string): boolean {
  return body?.sha256 === createHash('sha256').update(expected).digest('hex');
}
