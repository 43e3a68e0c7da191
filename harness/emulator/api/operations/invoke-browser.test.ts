import { expect, it, test } from 'vitest';
import { ControlError } from '../../session-browser.ts';
import { fakePool } from '../../testing/fake-pool.ts';
import { sendRaw } from '../../testing/raw-request.ts';
import { runEmulator } from '../../testing/running-emulator.ts';
import { browserIdentifier, invoke, start, stop, updateStream } from '../../testing/session-calls.ts';
import { invokeBrowserRequest, SESSION_ID_HEADER } from '../shapes/session-requests.ts';

const succeeded = { status: 'SUCCESS' };

test.each([
  { mouseClick: { x: 1, y: 2, button: 'RIGHT' as const, clickCount: 2 } },
  { mouseMove: { x: 1, y: 2 } },
  { mouseDrag: { startX: 1, startY: 2, endX: 3, endY: 4 } },
  { mouseScroll: { x: 1, y: 2, deltaY: -100 } },
  { keyType: { text: '' } },
  { keyPress: { key: 'enter', presses: 3 } },
  { keyShortcut: { keys: ['ctrl', 's'] } },
])('the action %j is carried out, and its result has its name', async (action) => {
  await using t = await runEmulator();
  const { sessionId } = await start(t);
  const { $metadata, ...answer } = await invoke(t, sessionId, action as Parameters<typeof invoke>[2]);
  expect(answer).toEqual({ sessionId, result: { [Object.keys(action).join()]: succeeded } });
  expect(t.pool.taken[0]?.asked).toEqual([action]);
});

it('answers a screenshot with its bytes, with the automation stream disabled too', async () => {
  await using t = await runEmulator();
  const { sessionId } = await start(t);
  await updateStream(t, sessionId, 'DISABLED');
  const { result } = await invoke(t, sessionId, { screenshot: { format: 'PNG' } });
  expect(result?.screenshot?.status).toBe('SUCCESS');
  expect(Buffer.from(result?.screenshot?.data ?? []).toString()).toBe('picture');
});

it('answers with FAILED and the reason where the browser does not do it', async () => {
  const pool = fakePool((browser) => {
    browser.control.perform = () => Promise.reject(new ControlError('The browser has no open tab'));
  });
  await using t = await runEmulator({}, pool);
  const { sessionId } = await start(t);
  const { result } = await invoke(t, sessionId, { mouseMove: { x: 1, y: 2 } });
  expect(result).toEqual({ mouseMove: { status: 'FAILED', error: 'The browser has no open tab' } });
});

it('carries the session in a header, both ways, and not in its body', async () => {
  await using t = await runEmulator();
  const { sessionId } = await start(t);
  const binding = {
    method: 'POST',
    path: '/browsers/{browserIdentifier}/sessions/invoke',
    input: invokeBrowserRequest,
  } as const;
  const answer = await sendRaw(t.emulator, binding, {
    browserIdentifier,
    sessionId,
    action: { mouseMove: { x: 1, y: 2 } },
  });
  expect(answer.headers.get(SESSION_ID_HEADER)).toBe(sessionId);
  expect(answer.body).toEqual({ result: { mouseMove: succeeded } });
});

it('has no page to act on once the session has ended', async () => {
  await using t = await runEmulator();
  const { sessionId } = await start(t);
  await stop(t, sessionId);
  await expect(invoke(t, sessionId, { screenshot: {} })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The browser session has ended',
  });
});
