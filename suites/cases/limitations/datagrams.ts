import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { that } from '../../../harness/conformance/cases/that.ts';
import { defineSteps } from '../define.ts';

/** Packets that a page provokes leave at once; a page that waits for their answers would wait for half a minute. */
const PATIENCE_MILLISECONDS = 2_000;

/** Looks for a way to other browsers, with the help of a STUN server, and says how many were found. */
const gatherCandidates = (port: number) => `new Promise(async (resolve) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
  let found = 0;
  const finish = () => { connection.close(); resolve(found); };
  setTimeout(finish, ${PATIENCE_MILLISECONDS});
  connection.onicecandidate = ({ candidate }) => candidate ? found++ : finish();
  connection.createDataChannel('any');
  await connection.setLocalDescription(await connection.createOffer());
})`;

export const webRtc = defineSteps({
  id: 'limitations/webrtc',
  requirements: ['R-WEBRTC-CONTAINED'],
  stimulus: 'A page sets up a WebRTC connection with the help of a STUN server.',
  obligation:
    'No UDP packet leaves the browser: it would pass the proxies by, and tell the page the session’s own address.',
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  async steps(stage) {
    await using witness = await stage.openUdpWitness();
    const session = await stage.start();
    const candidates = await session.evaluate(gatherCandidates(witness.port));
    return { candidates: Number(candidates), packets: witness.packets };
  },
  expect: ({ candidates, packets }) => [
    that(
      packets === 0,
      `The STUN server got no packet, and the page found ${candidates} addresses of its own.`,
      `The STUN server got ${packets} packets that no proxy saw, and the page found ${candidates} addresses of its own.`,
      { cause: 'A page can send data past the proxies, and learn the address from which it leaves.' },
    ),
  ],
  provedBy: ['webrtc-uncontained'],
});

export const quic = defineSteps({
  id: 'limitations/quic',
  requirements: ['R-QUIC-CONTAINED'],
  stimulus: 'An origin offers HTTP/3 with Alt-Svc and is asked again; a host is asked for whose port speaks UDP.',
  obligation: 'All requests go through the proxy, and no UDP packet leaves the browser.',
  configuration: () => ({ proxies: [{ name: 'fallback' }] }),
  async steps(stage) {
    await using witness = await stage.openUdpWitness();
    const session = await stage.start();
    const offering = { url: `https://www.h3.test/?as=alt-svc&port=${witness.port}` };
    const first = await session.ask([offering]);
    const again = await session.ask([offering, offering]);
    await session.evaluate(
      `fetch('https://127.0.0.1:${witness.port}/', { signal: AbortSignal.timeout(${PATIENCE_MILLISECONDS}) })
        .then(() => undefined, () => undefined)`,
    );
    const authority = `127.0.0.1:${witness.port}`;
    const proxied = stage.sightingsAt('fallback').filter((sighting) => sighting.authority === authority);
    return { observed: [...first, ...again], proxied, packets: witness.packets };
  },
  expect: ({ observed, proxied, packets }) => [
    ...observed.map((one) => judgeRequest(one, { goes: 'fallback' })),
    that(
      proxied.length > 0,
      'The host whose port speaks UDP was asked of the proxy.',
      'The host whose port speaks UDP was not asked of the proxy.',
      { sightings: proxied },
    ),
    that(packets === 0, 'No UDP packet was sent.', `${packets} UDP packets were sent that no proxy saw.`, {
      cause: 'HTTP/3 runs over UDP, for which the browser has no proxy.',
    }),
  ],
  provedBy: ['quic-around-proxies'],
});
