import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Connection } from './connection.ts';

/** Answers a request whose socket Node's HTTP server has let go of, as it does for an upgrade. The last on its socket. */
export function ownResponse(connection: Connection, request: IncomingMessage): ServerResponse {
  const { socket } = connection;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => connection.close());
  passOnDrain(socket, response);
  return response;
}

/** Node's HTTP server tells a response that its socket has drained, until it lets go of the socket. */
export function passOnDrain(socket: Socket, response: ServerResponse): void {
  socket.on('drain', () => response.emit('drain'));
}
