import { askUntil } from '../../../harness/conformance/cases/ask-until.ts';
import type { DrivenSession } from '../../../harness/conformance/cases/driven-session.ts';
import { judgeRequest } from '../../../harness/conformance/cases/judge-request.ts';
import { given, that } from '../../../harness/conformance/cases/that.ts';
import type { UdpWitness } from '../../../harness/conformance/cases/udp-witness.ts';
import { fetchAgain } from '../again.ts';
import { defineSteps } from '../define.ts';

/** What a page provokes takes milliseconds; this bounds a machine that is overloaded. */
const PATIENCE_MILLISECONDS = 20_000;

/**
 * Has a page do something until it is over or a packet has come, for whose answer the page would wait for long.
 *
 * @param expression a promise in the page; `giveUp()` ends what it stands for.
 * @returns its value, and whether one of the two came in time.
 */
async function untilPacket(session: DrivenSession, witness: UdpWitness, expression: string) {
  let over = false;
  const end = (): void => {
    over = true;
  };
  const doing = session.evaluate(expression);
  doing.then(end, end);
  await askUntil(async () => over || witness.packets > 0, Boolean, PATIENCE_MILLISECONDS);
  const inTime = over || witness.packets > 0;
  if (!over) await session.evaluate('giveUp()');
  return { value: await doing, inTime };
}

/** Looks for a way to other browsers, with the help of a STUN server, and says how many were found. */
const gatherCandidates = (port: number) => `new Promise(async (resolve) => {
  const connection = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:${port}' }] });
  let found = 0;
  const finish = () => { connection.close(); resolve(found); };
  globalThis.giveUp = finish;
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
    const { value, inTime } = await untilPacket(session, witness, gatherCandidates(witness.port));
    return { candidates: Number(value), inTime, packets: witness.packets };
  },
  expect: ({ candidates, inTime, packets }) => [
    given(inTime, 'The page came to an end with it.', 'The page did not come to an end with it in time.'),
    that(
      packets === 0,
      `The STUN server got no packet, and the page found ${candidates} addresses of its own.`,
      `The STUN server got ${packets} packets that no proxy saw, and the page found ${candidates} addresses of its own.`,
      { cause: 'A page can send data past the proxies, and learn the address from which it leaves.' },
    ),
  ],
  provedBy: ['webrtc-uncontained'],
});

/** Asks for it, and does not care for the answer. */
const fetchUntilGivenUp = (url: string) => `(() => {
  const controller = new AbortController();
  globalThis.giveUp = () => controller.abort();
  return ${fetchAgain(`'${url}', { signal: controller.signal }`)}.then(() => undefined, () => undefined);
})()`;

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
    const { inTime } = await untilPacket(session, witness, fetchUntilGivenUp(`https://127.0.0.1:${witness.port}/`));
    const authority = `127.0.0.1:${witness.port}`;
    const proxied = stage.sightingsAt('fallback').filter((sighting) => sighting.authority === authority);
    return { observed: [...first, ...again], proxied, inTime, packets: witness.packets };
  },
  expect: ({ observed, proxied, inTime, packets }) => [
    ...observed.map((one) => judgeRequest(one, { goes: 'fallback' })),
    given(inTime, 'The page came to an end with it.', 'The page did not come to an end with it in time.'),
    that(
      proxied.length > 0 || !inTime,
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
