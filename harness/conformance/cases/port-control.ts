import type { Attribution } from '../../evidence/attribution.ts';
import type { CaseRequest, Judgement } from './case.ts';

/**
 * The control of a request that nobody saw: the same one on the usual port of its scheme. A request that is lost says
 * nothing; that it is lost on this port, while the other one arrives in the same session, says that the port is refused
 * before any proxy is asked.
 * @returns `undefined` where the request was on the usual port: to ask for that again would be a retry.
 */
export function portControl({ request, attribution }: Asked): CaseRequest | undefined {
  // Where a page makes the request, the page itself is what arrived.
  if (attribution.taken.kind !== 'unseen' || 'by' in request) return undefined;
  const url = new URL(request.url);
  if (url.port === '') return undefined;
  url.port = '';
  return { url: url.href, ...(request.traffic === undefined ? {} : { traffic: request.traffic }) };
}

interface Asked {
  readonly request: CaseRequest;
  readonly attribution: Attribution;
}

/** The judgement on a request in the light of its control: missing evidence becomes a violation where that arrived. */
export function withControl(judgement: Judgement, control: Asked | undefined): Judgement {
  if (control?.attribution.taken.kind !== 'route') return judgement;
  const { url } = control.request;
  return {
    ...judgement,
    deviations: judgement.deviations.map((deviation) =>
      deviation.verdict !== 'inconclusive'
        ? deviation
        : {
            ...deviation,
            verdict: 'violates',
            seen: `${deviation.seen.replace(/\.$/, '')}, while ${url} arrived.`,
            cause: 'Requests to this port are refused before any proxy is asked for them.',
            sightings: [...(deviation.sightings ?? []), ...control.attribution.sightings],
          },
    ),
  };
}
