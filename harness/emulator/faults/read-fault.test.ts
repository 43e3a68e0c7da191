import { describe, expect, test } from 'vitest';
import { InvalidInputError } from '../../configuration/invalid-input.ts';
import { readFault, readFaultArgument } from './read-fault.ts';

describe('a fault on the command line', () => {
  test.each([
    ['slow-start', { kind: 'slow-start', probability: 1, milliseconds: 7000 }],
    ['slow-start:milliseconds=20', { kind: 'slow-start', probability: 1, milliseconds: 20 }],
    ['throttling:probability=0.25,times=2', { kind: 'throttling', probability: 0.25, times: 2 }],
    ['start-failure', { kind: 'start-failure', probability: 1, error: 'InternalServerException' }],
    ['start-failure:error=ConflictException', { kind: 'start-failure', probability: 1, error: 'ConflictException' }],
    ['session-crash:', { kind: 'session-crash', probability: 1, milliseconds: 0 }],
    ['stream-cut:milliseconds=1.5', { kind: 'stream-cut', probability: 1, milliseconds: 1.5 }],
  ])('%s', (text, fault) => {
    expect(readFaultArgument(text).fault).toEqual(fault);
  });

  test.each([
    [
      'slow',
      'kind: There is no such fault; there are start-failure, slow-start, throttling, expired-credentials, session-crash, stream-cut.',
    ],
    ['throttling:probability=2', 'probability: It has to be a number from 0 to 1.'],
    ['throttling:times=0', 'times: It has to be a whole number from 1.'],
    ['throttling:times=1.5', 'times: It has to be a whole number from 1.'],
    ['throttling:milliseconds=3', 'throttling has no member milliseconds; it has probability, times.'],
    ['slow-start:a=1,b=2', 'slow-start has no member a and no b; it has probability, times, milliseconds.'],
    ['slow-start:milliseconds=soon', 'milliseconds: It has to be a number of milliseconds from 0 to 3600000.'],
    ['slow-start:milliseconds', 'milliseconds: It has to be a number of milliseconds from 0 to 3600000.'],
    [
      'start-failure:error=Oops',
      'error: It has to be one of InternalServerException, AccessDeniedException, ConflictException, ResourceNotFoundException, ServiceQuotaExceededException, ThrottlingException, ValidationException.',
    ],
  ])('%s is refused', (text, problem) => {
    const fix = 'Write for instance start-failure:error=ThrottlingException,probability=0.2,times=3.';
    expect(() => readFaultArgument(text)).toThrow(new InvalidInputError('', []).constructor);
    expect(() => readFaultArgument(text)).toThrow(`--fault ${text}: ${problem} ${fix}`);
  });
});

test.each([undefined, null, 'slow-start', [], { kind: 7 }])('%j is no fault', (description) => {
  expect(() => readFault(description, 'body')).toThrow('body: kind: There is no such fault;');
});
