import { expect, it } from 'vitest';
import { inputCommand } from './input-command.ts';
import { readViewerMessage } from './viewer-message.ts';

const page = { width: 800, height: 400 };
const key = { event: 'keyDown', key: 'a', code: 'KeyA', keyCode: 65, location: 0, repeat: false, modifiers: 0 };
const mouse = {
  event: 'mousePressed',
  x: 250_000,
  y: 500_000,
  button: 'left',
  buttons: 1,
  clickCount: 2,
  modifiers: 8,
};

/** What becomes of a message on its way from a viewer to the browser. */
function command(message: object) {
  const read = readViewerMessage(JSON.stringify(message));
  return read && inputCommand(read, page);
}

it.each([
  ['nothing at all', ''],
  ['no JSON', '{'],
  ['no object', '[]'],
  ['an unknown kind', '{"evaluate":{"expression":"1"}}'],
  ['two kinds', '{"drawn":{},"show":{"pageId":"A"}}'],
  ['a place outside of the picture', JSON.stringify({ mouse: { ...mouse, x: 1_000_001 } })],
  ['an event that is no input', JSON.stringify({ key: { ...key, event: 'char' } })],
  ['more text than a person pastes', JSON.stringify({ text: { text: 'a'.repeat(100_001) } })],
])('a viewer who says %s has said nothing', (_what, text) => {
  expect(readViewerMessage(text)).toBeUndefined();
});

it('the mouse is where it was in the picture', () => {
  expect(command({ mouse })).toEqual({
    method: 'Input.dispatchMouseEvent',
    params: { type: 'mousePressed', x: 200, y: 200, button: 'left', buttons: 1, clickCount: 2, modifiers: 8 },
  });
  expect(command({ wheel: { x: 1_000_000, y: 0, deltaX: 0, deltaY: -120, modifiers: 0 } })).toEqual({
    method: 'Input.dispatchMouseEvent',
    params: { type: 'mouseWheel', x: 800, y: 0, deltaX: 0, deltaY: -120, modifiers: 0 },
  });
});

it.each([
  ['a letter', key, { type: 'keyDown', text: 'a' }],
  ['a letter that is released', { ...key, event: 'keyUp' }, { type: 'keyUp' }],
  ['Enter', { ...key, key: 'Enter', code: 'Enter', keyCode: 13 }, { type: 'keyDown', text: '\r' }],
  ['a key without a character', { ...key, key: 'ArrowUp', code: 'ArrowUp', keyCode: 38 }, { type: 'rawKeyDown' }],
  ['a shortcut', { ...key, modifiers: 2 }, { type: 'rawKeyDown' }],
  [
    'the number pad',
    { ...key, key: '5', code: 'Numpad5', location: 3 },
    { type: 'keyDown', text: '5', isKeypad: true },
  ],
])('%s types what it types', (_what, pressed, typed) => {
  const { text, ...expected } = { text: undefined, isKeypad: false, ...typed };
  expect(command({ key: pressed })).toEqual({
    method: 'Input.dispatchKeyEvent',
    params: {
      key: pressed.key,
      code: pressed.code,
      windowsVirtualKeyCode: pressed.keyCode,
      location: 0,
      autoRepeat: false,
      modifiers: pressed.modifiers,
      ...expected,
      ...(text === undefined ? {} : { text }),
    },
  });
});

it('text is put in as it is', () => {
  expect(command({ text: { text: 'é✓' } })).toEqual({ method: 'Input.insertText', params: { text: 'é✓' } });
});

it('what is no input does nothing to the page', () => {
  expect(command({ drawn: {} })).toBeUndefined();
});
