import { request as httpRequest, type IncomingMessage, type InformationEvent, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { AbsoluteTarget } from '../protocol/absolute-form.ts';
import { answerFields, closingAnswer, responseHead } from '../protocol/answer.ts';
import { forwardedRequestFields, forwardedResponseFields, upgradeFields } from '../protocol/forwarded-fields.ts';
import type { Connection, Conversation } from './connection.ts';
import type { Core } from './core.ts';
import type { Exchange } from './journal.ts';
import { Tunnel } from './tunnel.ts';

const BAD_GATEWAY = closingAnswer(502, 'The destination did not give a whole and valid answer.');

/** Forwards one request over a connection of its own, relays the answer, and ends the exchange. */
export function forward(
  core: Core,
  exchange: Exchange,
  connection: Connection,
  conversation: Conversation,
  target: AbsoluteTarget,
  upstream: Socket,
): void {
  const { request, response, upgradeHead } = conversation;
  const { method = '', httpVersion, rawHeaders } = request;
  const headers = forwardedRequestFields({ method, httpVersion, rawHeaders }, target, core.via);
  headers.push(...(upgradeHead ? upgradeFields(rawHeaders) : ['Connection', 'close']));
  const outgoing = httpRequest({ createConnection: () => upstream, method, path: target.path, headers });
  outgoing.maxHeadersCount = 0;
  let answered = false;

  const fail = () => {
    exchange.end(connection.socket.destroyed ? connection.closer : 'error');
    upstream.destroy();
    if (!response.headersSent) response.writeHead(BAD_GATEWAY.status, answerFields(BAD_GATEWAY)).end(BAD_GATEWAY.body);
    // A close in good order could pass for the end of the answer.
    else if (!response.writableEnded) connection.socket.resetAndDestroy();
  };

  response.once('close', () => {
    upstream.destroy();
    if (!response.writableFinished) exchange.end(connection.closer);
    // An answer that is not the destination's was given for a broken request.
    else exchange.end(answered ? 'upstream' : 'error');
  });
  // Once an answer has begun, its own end tells whether it is whole. Not every failure is an error to Node.
  outgoing.on('error', () => answered || fail());
  outgoing.on('close', () => answered || fail());
  outgoing.on('information', (information) => relayInformation(conversation, information, core.via));
  outgoing.on('response', (answer) => {
    answered = true;
    relayAnswer(exchange, conversation, answer, core.via, fail);
  });
  if (upgradeHead) {
    outgoing.on('upgrade', (answer, _socket, down) => {
      const fields = forwardedResponseFields(answer.rawHeaders, answer.httpVersion, core.via);
      fields.push(...upgradeFields(answer.rawHeaders));
      answered = true;
      connection.conversation = undefined;
      response.detachSocket(connection.socket);
      connection.socket.write(responseHead(101, answer.statusMessage, fields), 'latin1');
      new Tunnel(core, exchange, connection, upstream, { up: [upgradeHead], down: [down] });
    });
  }
  request.on('data', (chunk: Buffer) => {
    exchange.bytesUp += chunk.length;
  });
  request.pipe(outgoing);
}

/** Relays 1xx answers, which HTTP/1.0 does not know (RFC 9110 section 15.2). */
function relayInformation({ request, response }: Conversation, information: InformationEvent, via: string): void {
  if (request.httpVersion !== '1.1' || response.headersSent) return;
  const { statusCode, statusMessage, rawHeaders, httpVersion } = information;
  if (statusCode === 100) {
    // Node keeps the connection after an expectation only when it sent this itself.
    response.writeContinue();
  } else {
    const fields = forwardedResponseFields(rawHeaders, httpVersion, via);
    response.socket?.write(responseHead(statusCode, statusMessage, fields), 'latin1');
  }
}

function relayAnswer(
  exchange: Exchange,
  { request, response }: Conversation,
  answer: IncomingMessage,
  via: string,
  fail: () => void,
): void {
  // The rest of the body could not be told from the next request.
  if (!request.complete) response.shouldKeepAlive = false;
  if (!begin(response, answer, via)) {
    fail();
    return;
  }
  answer.on('data', (chunk: Buffer) => {
    exchange.bytesDown += chunk.length;
  });
  answer.once('error', fail);
  answer.pipe(response);
}

/** @returns false for a head that Node reads but would not write, such as a status of 099. */
function begin(response: ServerResponse, answer: IncomingMessage, via: string): boolean {
  const { statusCode = 0, statusMessage = '', rawHeaders, httpVersion } = answer;
  if (response.headersSent) return false;
  try {
    response.writeHead(statusCode, statusMessage, forwardedResponseFields(rawHeaders, httpVersion, via));
    return true;
  } catch {
    return false;
  }
}
