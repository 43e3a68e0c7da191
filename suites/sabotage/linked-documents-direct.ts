import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { directFor } from './direct-for.ts';

export const linkedDocumentsDirect = {
  name: 'linked-documents-direct',
  breaks: 'A document that another one leads to goes direct, over plain HTTP.',
  requirements: ['R-TRAFFIC-HTTP'],
  fault: directFor(({ headers }) => headers.referer !== undefined && headers.accept?.includes('text/html') === true),
} as const satisfies Sabotage;
