import type { IncomingMessage } from 'node:http';
import { parseAbsoluteForm } from '../protocol/absolute-form.ts';
import { answerFields } from '../protocol/answer.ts';
import { hostProblem, versionProblem } from '../protocol/fields.ts';
import { announcesBody } from '../protocol/forwarded-fields.ts';
import { admit } from './admission.ts';
import type { Connection, Conversation } from './connection.ts';
import type { Core } from './core.ts';
import { forward } from './forward.ts';
import { ownResponse } from './own-response.ts';

/** Judges a request in absolute form, and forwards it where it may pass. */
export function admitForward(core: Core, connection: Connection, conversation: Conversation): void {
  const { request, response } = conversation;
  const { method = '', url = '', rawHeaders, httpVersion } = request;
  const target = parseAbsoluteForm(url, method);
  const early =
    announcesBody(rawHeaders) && conversation.upgradeHead !== undefined
      ? 'A request for an upgrade has no body.'
      : undefined;
  admit(core, connection, {
    kind: 'forward',
    method,
    target,
    rawHeaders,
    problem: versionProblem(httpVersion) ?? early ?? hostProblem(rawHeaders, httpVersion),
    reply(answer) {
      // The request may have turned out to be broken meanwhile, and been answered for that.
      if (response.headersSent) return;
      response.writeHead(answer.status, answerFields(answer)).end(answer.body);
    },
    discard: () => request.resume(),
    proceed(upstream, exchange) {
      if ('problem' in target || response.headersSent) {
        upstream.destroy();
        exchange.end('error');
      } else {
        forward(core, exchange, connection, conversation, target, upstream);
      }
    },
  });
}

/** The same for a request that asks for another protocol. `head` is what the client sent in that protocol already. */
export function admitUpgrade(core: Core, connection: Connection, request: IncomingMessage, head: Buffer): void {
  connection.conversation = { request, response: ownResponse(connection, request), upgradeHead: head };
  admitForward(core, connection, connection.conversation);
}
