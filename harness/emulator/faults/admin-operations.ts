import type { Faults } from './faults.ts';
import { readFault } from './read-fault.ts';

export interface AdminAnswer {
  readonly status: number;
  /** Sent as JSON, where there is anything to say. */
  readonly body?: object;
}

interface AdminOperation {
  /** Method and path; the path's one group is a session's id. */
  readonly pattern: RegExp;
  /** @throws {InvalidInputError} @throws {SyntaxError} for a body that is not JSON */
  run(faults: Faults, sessionId: string, body: string): AdminAnswer;
}

const NO_SESSION: AdminAnswer = { status: 404, body: { message: 'No such session is running.' } };

const OPERATIONS: readonly AdminOperation[] = [
  {
    pattern: /^GET \/sessions$/,
    run: ({ sessions }) => ({ status: 200, body: { sessions } }),
  },
  {
    pattern: /^POST \/sessions\/(\w+)\/crash$/,
    run: (faults, sessionId) => (faults.crash(sessionId) ? { status: 204 } : NO_SESSION),
  },
  {
    pattern: /^POST \/sessions\/(\w+)\/cut-streams$/,
    run: (faults, sessionId) => {
      const connections = faults.cutStreams(sessionId);
      return connections === undefined ? NO_SESSION : { status: 200, body: { connections } };
    },
  },
  {
    pattern: /^GET \/faults$/,
    run: ({ seed, active }) => ({ status: 200, body: { seed, faults: active } }),
  },
  {
    pattern: /^POST \/faults$/,
    run: (faults, _, body) => {
      const armed = readFault(JSON.parse(body), 'body');
      faults.add(armed);
      return { status: 201, body: armed.fault };
    },
  },
  {
    pattern: /^DELETE \/faults$/,
    run: (faults) => {
      faults.clear();
      return { status: 204 };
    },
  },
];

/**
 * Carries out one request of a tester.
 *
 * @param request method and path: `POST /faults`.
 * @throws {InvalidInputError} for a fault that does not exist or is described wrongly.
 * @throws {SyntaxError} for a body that is not JSON.
 */
export function administer(faults: Faults, request: string, body: string): AdminAnswer {
  for (const { pattern, run } of OPERATIONS) {
    const match = pattern.exec(request);
    if (match !== null) return run(faults, match[1] ?? '', body);
  }
  return { status: 404, body: { message: 'The admin API has no such operation.' } };
}
