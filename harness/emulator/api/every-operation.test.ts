import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Binding, type RawAnswer, sendRaw } from '../testing/raw-request.ts';
import { type RunningEmulator, runEmulator } from '../testing/running-emulator.ts';
import { start } from '../testing/session-calls.ts';
import { type Broken, brokenValue, validValue } from '../testing/shape-arbitrary.ts';
import type { StructureShape } from './shape.ts';
import { DEFAULT_PROXY_LIMITS } from './shapes/proxy-configuration.ts';
import * as shapes from './shapes/session-requests.ts';

const SEED = 20_261_123;
const browserIdentifier = 'aws.browser.v1';

interface OperationUnderTest extends Binding {
  /** Members of its answer, in alphabetical order. */
  readonly answers: RegExp;
}

const OPERATIONS: Readonly<Record<string, OperationUnderTest>> = {
  StartBrowserSession: {
    method: 'PUT',
    path: '/browsers/{browserIdentifier}/sessions/start',
    input: shapes.startBrowserSessionRequest(DEFAULT_PROXY_LIMITS),
    answers: /^browserIdentifier,createdAt,sessionId,streams$/,
  },
  GetBrowserSession: {
    method: 'GET',
    path: '/browsers/{browserIdentifier}/sessions/get',
    input: shapes.getBrowserSessionRequest,
    answers: /^browserIdentifier,createdAt,lastUpdatedAt,sessionId,sessionTimeoutSeconds,status,streams$/,
  },
  ListBrowserSessions: {
    method: 'POST',
    path: '/browsers/{browserIdentifier}/sessions/list',
    input: shapes.listBrowserSessionsRequest,
    answers: /^items(,nextToken)?$/,
  },
  StopBrowserSession: {
    method: 'PUT',
    path: '/browsers/{browserIdentifier}/sessions/stop',
    input: shapes.stopBrowserSessionRequest,
    answers: /^browserIdentifier,lastUpdatedAt,sessionId$/,
  },
  UpdateBrowserStream: {
    method: 'PUT',
    path: '/browsers/{browserIdentifier}/sessions/streams/update',
    input: shapes.updateBrowserStreamRequest,
    answers: /^browserIdentifier,sessionId,streams,updatedAt$/,
  },
  InvokeBrowser: {
    method: 'POST',
    path: '/browsers/{browserIdentifier}/sessions/invoke',
    input: shapes.invokeBrowserRequest,
    answers: /^result$/,
  },
  SaveBrowserSessionProfile: {
    method: 'PUT',
    path: '/browser-profiles/{profileIdentifier}/save',
    input: shapes.saveBrowserSessionProfileRequest,
    answers: /^browserIdentifier,lastUpdatedAt,profileIdentifier,sessionId$/,
  },
};

/** Valid, and yet refused here: see the tests of what cannot be honoured, of certificates, of page tokens. */
const ELSEWHERE = ['extensions', 'enterprisePolicies', 'filesystemConfigurations', 'certificates', 'nextToken'];

let t: RunningEmulator;
beforeAll(async () => {
  t = await runEmulator();
});
afterAll(() => t[Symbol.asyncDispose]());

describe.each(Object.entries(OPERATIONS))(`%s over HTTP (seed ${SEED})`, (_, operation) => {
  it('answers every valid request, with the members of the model', async () => {
    await fc.assert(
      fc.asyncProperty(validValue(withoutElsewhere(operation.input)), async (valid) => {
        const { sessionId } = await start(t);
        const value = { ...Object(valid), ...('sessionId' in Object(valid) ? { sessionId } : {}), browserIdentifier };
        storeSecretsOf(value);
        const answer = await sendRaw(t.emulator, operation, value);
        expect(answer.status, JSON.stringify(answer.body)).toBe(200);
        expect(Object.keys(answer.body).toSorted().join()).toMatch(operation.answers);
      }),
      { seed: SEED, numRuns: 12 },
    );
  });

  it('refuses every request that breaks one constraint, and names the place where', async () => {
    const broken = brokenValue(operation.input).filter((one) => canBeSent(operation.input, one));
    await fc.assert(
      fc.asyncProperty(broken, async ({ value, path }) => {
        const answer = await sendRaw(t.emulator, operation, reachable(operation.input, Object(value)));
        expect(answer.status, JSON.stringify(answer.body)).toBe(400);
        expect(answer.headers.get('x-amzn-errortype')).toBe('ValidationException');
        expect(answer.body).toEqual({
          __type: 'ValidationException',
          message: expect.stringMatching(/^\d+ validation errors? detected: Value at '/),
          reason: 'FieldValidationFailed',
          fieldList: expect.any(Array),
        });
        expect(new Set(namesOf(answer))).toEqual(new Set([path]));
      }),
      { seed: SEED, numRuns: 40 },
    );
  });
});

function withoutElsewhere(input: StructureShape): StructureShape {
  const members = Object.entries(input.members).filter(([name]) => !ELSEWHERE.includes(name));
  return { type: 'structure', members: Object.fromEntries(members) };
}

/** With a browser that exists, where the path names one: any text is a valid identifier, and not every text a path. */
function reachable(input: StructureShape, value: Readonly<Record<string, unknown>>) {
  return input.members['browserIdentifier']?.location ? { ...value, browserIdentifier } : value;
}

/** Everything outside the body is text, a path has no empty parts, and a header no line breaks or outer white space. */
function canBeSent(input: StructureShape, { value, path }: Broken): boolean {
  const [member = ''] = path.split(/[.[]/);
  const given = Object(value)[member];
  switch (input.members[member]?.location?.in) {
    case undefined:
      return true;
    case 'path':
      return typeof given === 'string' && given !== '';
    case 'query':
      return typeof given === 'string' || given === undefined || given === null;
    case 'header':
      return typeof given === 'string' ? !/[\n\t]/.test(given) : given === undefined || given === null;
  }
}

function storeSecretsOf(value: unknown): void {
  for (const [arn] of JSON.stringify(value).matchAll(/arn:aws[-a-z]*:secretsmanager:[^"]+/g)) {
    t.emulator.secrets.put({ arn, secretString: '{"username":"user","password":"pass"}' });
  }
}

function namesOf({ body }: RawAnswer): readonly string[] {
  return (body['fieldList'] as readonly { readonly name: string }[]).map(({ name }) => name);
}
