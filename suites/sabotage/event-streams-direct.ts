import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const eventStreamsDirect = {
  name: 'event-streams-direct',
  breaks: 'Event streams over plain HTTP go direct.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ headers }) => headers.accept === 'text/event-stream'),
} as const satisfies Sabotage;
