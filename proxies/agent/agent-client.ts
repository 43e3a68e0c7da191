import { once } from 'node:events';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { trustOnly, untrusted } from './trust.ts';

/** Why an agent did not do what it was asked. */
type AgentErrorCode =
  | 'ERR_AGENT_UNREACHABLE'
  /** It could not prove to be the one that was meant, and was told nothing. */
  | 'ERR_AGENT_UNTRUSTED'
  | 'ERR_AGENT_REFUSED'
  | 'ERR_AGENT_RECORDS_LOST';

/** An agent did not do what it was asked. */
export class AgentError extends Error {
  readonly code: AgentErrorCode;

  constructor(code: AgentErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'AgentError';
    this.code = code;
  }
}

/** Where an agent listens, and what opens it. */
export interface AgentLocation {
  readonly host: string;
  readonly port: number;
  readonly token: string;
  /** PEM that it is known by, over TLS: its own certificate, or that of the authority that issued it. Default: no TLS. */
  readonly certificate?: string;
}

/** Milliseconds for an answer: an agent does what it is asked at once, so a paused one is found out soon. */
const ANSWER_LIMIT = 10_000;

/** Talks to one agent. */
export class AgentClient {
  readonly #location: AgentLocation;
  readonly #connections: http.Agent | false;

  /** @param connections that calls share. Default: a connection for each call, so that none is left over. */
  constructor(location: AgentLocation, connections: http.Agent | false = false) {
    this.#location = location;
    this.#connections = connections;
  }

  /**
   * Asks, and returns the answer's JSON.
   * @throws {AgentError}
   */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const sent = this.#request(method, path, AbortSignal.timeout(ANSWER_LIMIT));
    return this.#read(await this.#answer(sent, body === undefined ? undefined : JSON.stringify(body)));
  }

  /**
   * Opens the stream of all records after number `after`, as bytes.
   * @throws {AgentError}
   */
  async follow(after: number, signal: AbortSignal): Promise<IncomingMessage> {
    return this.#answer(this.#request('GET', `/records?after=${after}&follow=yes`, signal));
  }

  #request(method: string, path: string, signal: AbortSignal): ClientRequest {
    const { host, port, token, certificate } = this.#location;
    const agent = this.#connections;
    const request = { host, port, method, path, signal, agent, headers: { authorization: `Bearer ${token}` } };
    return certificate === undefined ? http.request(request) : https.request({ ...request, ...trustOnly(certificate) });
  }

  async #answer(sent: ClientRequest, body?: string): Promise<IncomingMessage> {
    sent.end(body);
    const [answer] = (await once(sent, 'response').catch((cause) => this.#fail(cause))) as [IncomingMessage];
    if (answer.statusCode === 200) return answer;
    const { problem } = Object(await this.#read(answer));
    if (typeof problem !== 'string') return this.#isNone();
    const { host, port } = this.#location;
    throw new AgentError('ERR_AGENT_REFUSED', `The agent at ${host}:${port} answered ${answer.statusCode}: ${problem}`);
  }

  async #read(answer: IncomingMessage): Promise<unknown> {
    const read = await text(answer).catch((cause) => this.#fail(cause));
    try {
      return JSON.parse(read);
    } catch (cause) {
      return this.#isNone(cause);
    }
  }

  /** It cannot be asked, or its answer did not get to an end. */
  #fail(cause: unknown): never {
    const { host, port } = this.#location;
    const stranger = untrusted(cause);
    if (stranger) throw new AgentError('ERR_AGENT_UNTRUSTED', `The agent at ${host}:${port} ${stranger}`, cause);
    const reason = isLate(cause) ? ' in time' : cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
    throw new AgentError('ERR_AGENT_UNREACHABLE', `The agent at ${host}:${port} did not answer${reason}.`, cause);
  }

  #isNone(cause?: unknown): never {
    const { host, port } = this.#location;
    throw new AgentError('ERR_AGENT_UNREACHABLE', `What listens at ${host}:${port} is no agent.`, cause);
  }
}

/** Whether a request was given up at its time limit. */
function isLate(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof DOMException && error.cause.name === 'TimeoutError';
}
