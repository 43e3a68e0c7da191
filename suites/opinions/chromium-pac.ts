import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { launchChromium } from '../../harness/emulator/chromium/launch.ts';
import { connectCdp } from '../../harness/sessions/cdp.ts';
import { makeProbes, type PageResult } from '../../harness/sessions/in-page.ts';
import { attachPage, type PageSession } from '../../harness/sessions/page-session.ts';
import { MOST_WITHDRAWALS, onWithdrawn } from '../../harness/sessions/withdrawals.ts';
import { inBatches } from './batches.ts';
import { type PacAnswers, pacFunction, pacScript } from './pac-script.ts';
import type { Engine, Opinion, Question } from './question.ts';
import { startWitnesses, type Witnesses, witnessed } from './witnesses.ts';

/** Chromium ignores a PAC script of more than 1 MiB (`kDefaultMaxResponseBytes`); as many as these were seen to take 0.83 MB. */
const CONFIGURATIONS_PER_SCRIPT = 1430;

/** Beyond the last port that Chromium refuses to talk to (10080). */
const FIRST_PORT = 20_000;

/** Chromium opens at most 32 connections to one proxy. */
const REQUESTS_IN_FLIGHT = 32;

/** Witnesses are on this machine and answer within milliseconds. */
const REQUEST_TIMEOUT_MILLISECONDS = 20_000;

/** A name that resolves to the witnesses in the place of proxies, and that no question is about. */
const PROXY_HOST = 'witness.invalid';

/**
 * Chromium's own PAC engine: each configuration becomes a function of a PAC script, and each question a request that
 * the browser really makes.
 */
export function chromiumPac(executable: string): Engine {
  return {
    name: 'Chromium’s PAC engine',
    async opinions(questions) {
      await using witnesses = await startWitnesses();
      return await inBatches(questions, CONFIGURATIONS_PER_SCRIPT, (batch) => browse(executable, witnesses, batch));
    },
  };
}

async function browse(
  executable: string,
  witnesses: Witnesses,
  questions: readonly Question[],
): Promise<readonly Opinion[]> {
  const answers: PacAnswers = {
    proxy: (index) => `PROXY ${PROXY_HOST}:${witnesses.proxies[index]}`,
    direct: 'DIRECT',
  };
  const functions = questions.map(({ configuration }) => pacFunction(configuration, answers));
  await using scripts = await serveScript((port) => pacScript(functions, FIRST_PORT, `PROXY ${PROXY_HOST}:${port}`));
  await using chromium = await launchChromium(executable, {
    // A PAC script comes before a proxy: only a browser that ignored the script would ask for anything else here.
    proxyPort: scripts.port,
    trustedPublicKeys: [],
    extra: [
      `--proxy-pac-url=http://${PROXY_HOST}:${scripts.port}/proxy.pac`,
      `--host-resolver-rules=MAP ${PROXY_HOST} 127.0.0.1,MAP * 127.0.0.1:${witnesses.direct}`,
    ],
  });
  await using cdp = await connectCdp(chromium.devToolsUrl, {});
  const page = await attachPage(cdp);

  const opinions: Opinion[] = [];
  // Each question has a port of its own.
  const withdrawn = new Set<string>();
  await onWithdrawn(page, ({ port }) => void withdrawn.add(port));
  let left = [...questions.keys()];
  for (let times = 0; left.length > 0 && times <= MOST_WITHDRAWALS; times++) {
    withdrawn.clear();
    for (const [place, opinion] of (await answersOf(page, questions, left)).entries())
      opinions[left[place] ?? 0] = opinion;
    left = left.filter((index) => withdrawn.has(String(FIRST_PORT + index)));
  }
  return opinions;
}

/** @param asked positions of the questions that are asked now. */
async function answersOf(
  page: PageSession,
  questions: readonly Question[],
  asked: readonly number[],
): Promise<readonly Opinion[]> {
  const probes = asked.map((index) => ({ id: '', url: `http://${questions[index]?.host}:${FIRST_PORT + index}/` }));
  const call = `(${makeProbes})(${JSON.stringify(probes)}, ${REQUESTS_IN_FLIGHT}, ${REQUEST_TIMEOUT_MILLISECONDS})`;
  const results = (await page.evaluate(call)) as readonly PageResult[];
  return results.map(({ marker, error }) => (error === undefined ? witnessed(marker) : { kind: 'lost', why: error }));
}

async function serveScript(script: (port: number) => string): Promise<AsyncDisposable & { readonly port: number }> {
  const server = http.createServer((request, response) => {
    if (request.url !== '/proxy.pac') return response.writeHead(502).end();
    response.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' });
    return response.end(script(port));
  });
  server.on('connect', (_request, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
