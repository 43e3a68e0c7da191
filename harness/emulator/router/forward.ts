import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { connectable } from './authority.ts';
import type { ErrorAnswer } from './policy.ts';
import type { Egress } from './route-table.ts';
import type { Upstreams } from './upstreams.ts';

/** Headers that speak to the next hop only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Serves one plain-HTTP request of the browser (absolute form). One attempt, no other route. */
export async function forward(upstreams: Upstreams, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { policy, manner } = upstreams;
  /**
   * An error status without a body: Chromium shows an error page of its own for it (`ERR_HTTP_RESPONSE_CODE_FAILURE`)
   * and, unlike after a connection that breaks, does not send the request again. A half-sent answer can only be cut.
   */
  const fail = (status: number, headers: readonly string[] = [], page = ''): void => {
    if (response.headersSent) response.destroy();
    else {
      const length = String(Buffer.byteLength(page));
      response.writeHead(status, ['content-length', length, ...headers, ...manner.responseHeaders]).end(page);
    }
  };
  const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
  if (url === undefined || url.protocol !== 'http:') {
    fail(400);
    return;
  }
  const destination = { host: url.hostname, port: Number(url.port || 80) };
  const way = await manner.way(destination, request);
  if (response.destroyed) return;
  if (way.kind === 'refused') {
    fail(way.status, ['content-type', 'text/html', ...way.headers], way.page);
    return;
  }

  const attempt = (egress: Egress): void => {
    // The browser may have left while an earlier attempt failed.
    if (response.destroyed) return;
    const failed = (status: number, answer?: ErrorAnswer): void => {
      const next = policy.afterFailure(egress, answer);
      // Neither a body nor an answer that is half sent can be sent again.
      if (next === 'error' || request.readableDidRead || response.headersSent) fail(status);
      else attempt(next);
    };
    const server = egress.kind === 'upstream' ? upstreams.servers[egress.position] : undefined;
    const headers = endToEnd(request.rawHeaders);
    const hop = egress.kind === 'upstream' ? egress.position : 'origin';
    const authorization = policy.authorizationFor(hop, 'forward');
    if (authorization !== undefined) headers.push('Proxy-Authorization', authorization);
    const onward = http.request({
      ...connectable(server ?? upstreams.dial(destination)),
      lookup: upstreams.lookup,
      agent: false,
      method: request.method,
      path: server === undefined ? `${url.pathname}${url.search}` : url.href,
      headers,
      setHost: false,
    });
    onward.on('socket', upstreams.track);
    onward.on('error', () => failed(502));
    onward.on('response', (answer) => {
      const { statusCode: status = 502 } = answer;
      if (status === 407 && server !== undefined) {
        answer.destroy();
        failed(407, { to: 'forward', status });
        return;
      }
      const next =
        status < 400 || server === undefined || request.readableDidRead
          ? 'pass-on'
          : policy.afterErrorAnswer(egress, { to: 'forward', status });
      if (next !== 'pass-on') {
        answer.destroy();
        attempt(next);
        return;
      }
      response.writeHead(status, answer.statusMessage, [...endToEnd(answer.rawHeaders), ...manner.responseHeaders]);
      pipeline(answer, response, () => onward.destroy());
    });
    response.on('close', () => onward.destroy());
    if (request.readableEnded || request.complete) onward.end();
    else request.pipe(onward);
  };
  attempt(way);
}

function endToEnd(rawHeaders: readonly string[]): string[] {
  const named = new Set<string>();
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = rawHeaders[i + 1] ?? '';
    pairs.push([name, value]);
    if (name.toLowerCase() === 'connection') {
      for (const token of value.split(',')) named.add(token.trim().toLowerCase());
    }
  }
  return pairs.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase())).flat();
}
