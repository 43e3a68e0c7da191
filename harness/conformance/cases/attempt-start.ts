import { callService, type ServiceAnswer } from '../../sessions/service-call.ts';
import type { Target } from '../../sessions/target.ts';
import type { StartAttempt } from './stage.ts';

/**
 * Asks for a session with any body, also one that the official client would not send. A session that starts is
 * described and stopped at once.
 * @throws {Error} where the service does not answer at all.
 */
export async function attemptStart(target: Target, body: object | string): Promise<StartAttempt> {
  const path = `/browsers/${target.browserIdentifier}/sessions`;
  const asked = performance.now();
  const started = await callService(target, { method: 'PUT', path: `${path}/start`, body });
  const milliseconds = performance.now() - asked;
  const { sessionId } = started.body;
  if (started.status !== 200 || typeof sessionId !== 'string') return refusal(started);
  const query = { sessionId };
  const described = await callService(target, { method: 'GET', path: `${path}/get`, query });
  await callService(target, { method: 'PUT', path: `${path}/stop`, query, body: {} });
  return { kind: 'started', answer: started.body, description: described.body, milliseconds };
}

function refusal({ status, error = '', body }: ServiceAnswer): StartAttempt {
  const { message, reason, fieldList } = body;
  return {
    kind: 'refused',
    error,
    status,
    message: typeof message === 'string' ? message : '',
    ...(typeof reason === 'string' ? { reason } : {}),
    fields: Array.isArray(fieldList) ? fieldList.map((field: unknown) => nameOf(field)) : [],
  };
}

function nameOf(field: unknown): string {
  return typeof field === 'object' && field !== null && 'name' in field ? String(field.name) : '';
}
