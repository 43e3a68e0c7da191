import { isIP } from 'node:net';
import type { ProxyName } from '../conformance/verification.ts';
import type { Probe } from '../matrix/probe.ts';
import { authorityOf } from './attribute.ts';
import type { Attribution } from './attribution.ts';
import { expectationWords } from './probe-wording.ts';
import type { Sighting } from './sightings.ts';
import type { Finding } from './verdict.ts';

/** What a request was said to be for, by whom it was asked of. */
interface Destination {
  readonly sighting: Sighting;
  readonly authority: string;
}

/**
 * Whether what took the route was a request for the probe's own `host:port`. Our stand-ins lead everything to one origin,
 * so that the answer arrives whatever a proxy was asked for; on the user's network it would be another site's.
 *
 * Who connects directly resolves the name, and only `Host` says what for. To a proxy an address in the place of the name
 * is the same site, but the proxy decides by names.
 */
export function judgeDestination(
  probe: Probe,
  { taken, sightings }: Attribution,
  names: readonly ProxyName[],
): readonly Finding[] {
  if (taken.kind !== 'route') return [];
  const wanted = destination(authorityOf(probe));
  if (isIP(wanted.host.replace(/^\[|\]$/g, '')) !== 0) return [];
  const { decision } = probe.expected;
  return destinations(sightings, taken.route.kind === 'direct', probe).flatMap(({ sighting, authority }): Finding[] => {
    const asked = destination(authority);
    if (asked.host === wanted.host && asked.port === wanted.port) return [];
    const resolved = asked.port === wanted.port && isIP(asked.host.replace(/^\[|\]$/g, '')) !== 0;
    return [
      {
        verdict: 'violates',
        requirement: resolved ? 'R-PROXY-RESOLVES-NAMES' : decision.requirement,
        level: resolved ? 'undocumented' : 'documented',
        expected: expectationWords(probe, names),
        seen: `What took this route was a request for ${authority}, not for ${wanted.host}:${wanted.port}.`,
        cause: resolved
          ? 'The service resolved the name itself: a proxy that decides by names, or alone knows them, has none to go by.'
          : 'The service changed the destination of the request on its way.',
        sightings: [sighting],
      },
    ];
  });
}

function destinations(sightings: readonly Sighting[], direct: boolean, probe: Probe): readonly Destination[] {
  const secure = probe.scheme === 'https' || probe.scheme === 'wss';
  return sightings.flatMap((sighting): readonly Destination[] => {
    if (sighting.witness === 'proxy') return [{ sighting, authority: sighting.authority }];
    // A proxy writes `Host` anew.
    if (sighting.witness !== 'origin' || !direct || sighting.authority === '') return [];
    const withPort = /:\d+$/.test(sighting.authority);
    return [{ sighting, authority: withPort ? sighting.authority : `${sighting.authority}:${secure ? 443 : 80}` }];
  });
}

/** A dot at the end of a name is nothing to a proxy, some leave it out. */
function destination(authority: string): { readonly host: string; readonly port: string } {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(authority.toLowerCase()) ?? [];
  return { host: host.replace(/\.$/, ''), port };
}
