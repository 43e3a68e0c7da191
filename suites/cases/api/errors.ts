import { that } from '../../../harness/conformance/cases/that.ts';
import type { ServiceRequest } from '../../../harness/sessions/service-call.ts';
import { defineSteps } from '../define.ts';

/** A well-formed id that no session has. */
const NO_SESSION = { sessionId: '01ARZ3NDEKTSV4RRFFQ69G5FAV' };

const UPDATE = { streamUpdate: { automationStreamUpdate: { streamStatus: 'DISABLED' } } };

/** Calls that must fail, by what is wrong with them: the error's status, its name, and a ValidationException's reason. */
const CALLS: Readonly<
  Record<string, ServiceRequest & { readonly status: number; readonly error: string; readonly reason?: string }>
> = {
  'get-unknown-session': {
    ...{ method: 'GET', path: 'sessions/get', query: NO_SESSION },
    ...{ status: 404, error: 'ResourceNotFoundException' },
  },
  'stop-unknown-session': {
    ...{ method: 'PUT', path: 'sessions/stop', query: NO_SESSION, body: {} },
    ...{ status: 404, error: 'ResourceNotFoundException' },
  },
  'update-unknown-session': {
    ...{ method: 'PUT', path: 'sessions/streams/update', query: NO_SESSION, body: UPDATE },
    ...{ status: 404, error: 'ResourceNotFoundException' },
  },
  'get-malformed-id': {
    ...{ method: 'GET', path: 'sessions/get', query: { sessionId: 'no/session' } },
    ...{ status: 400, error: 'ValidationException', reason: 'FieldValidationFailed' },
  },
  'start-broken-json': {
    ...{ method: 'PUT', path: 'sessions/start', body: '{"proxyConfiguration":' },
    ...{ status: 400, error: 'ValidationException', reason: 'CannotParse' },
  },
};

export const errors = defineSteps({
  id: 'api/errors',
  requirements: ['R-MODEL-ERRORS'],
  stimulus: 'A call is made that cannot succeed.',
  obligation: 'It is answered with the error and the HTTP status that the API reference has for it.',
  matrix: { call: Object.keys(CALLS) },
  configuration: () => ({ proxies: [{ name: 'unused' }] }),
  async steps(stage, { call }) {
    const { status, error, reason, ...request } = CALLS[call] ?? { status: 0, error: '', method: 'GET', path: '' };
    return { wanted: { status, error, reason }, answer: await stage.call(request) };
  },
  expect: ({ wanted, answer }) => [
    that(
      answer.status === wanted.status && answer.error === wanted.error,
      `The call was answered with ${wanted.error} (${wanted.status}).`,
      `The call was answered with ${answer.error ?? 'no error'} (${answer.status}), not ${wanted.error} (${wanted.status}).`,
    ),
    that(
      answer.body['reason'] === wanted.reason,
      `Its reason is ${wanted.reason ?? 'absent'}.`,
      `Its reason is ${String(answer.body['reason'] ?? 'absent')}, not ${wanted.reason ?? 'absent'}.`,
    ),
    that(
      typeof answer.body['message'] === 'string' && answer.body['message'] !== '',
      'It says in a message what is wrong.',
      'It has no message.',
    ),
  ],
  provedBy: ['wrong-status-code'],
});
