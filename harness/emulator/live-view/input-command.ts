import type { ViewerMessage } from './viewer-message.ts';

/** The size of a page, in its own pixels. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

interface Command {
  readonly method: string;
  readonly params: object;
}

type Key = Extract<ViewerMessage, { key: unknown }>['key'];

const SHARES = 1_000_000;
const CTRL = 2;
const META = 4;
/** `KeyboardEvent.location` of the number pad. */
const NUMBER_PAD = 3;

/** The DevTools command that does to a page what a viewer did to its picture; none for what is no input. */
export function inputCommand(message: ViewerMessage, size: PageSize): Command | undefined {
  if ('mouse' in message) {
    const { event, x, y, ...rest } = message.mouse;
    return { method: 'Input.dispatchMouseEvent', params: { type: event, ...onPage({ x, y }, size), ...rest } };
  }
  if ('wheel' in message) {
    const { x, y, ...rest } = message.wheel;
    return { method: 'Input.dispatchMouseEvent', params: { type: 'mouseWheel', ...onPage({ x, y }, size), ...rest } };
  }
  if ('key' in message) return { method: 'Input.dispatchKeyEvent', params: keyEvent(message.key) };
  if ('text' in message) return { method: 'Input.insertText', params: message.text };
  return undefined;
}

function onPage({ x, y }: { readonly x: number; readonly y: number }, { width, height }: PageSize) {
  return { x: (x / SHARES) * width, y: (y / SHARES) * height };
}

function keyEvent({ event, key, code, keyCode, location, repeat, modifiers }: Key): object {
  const text = event === 'keyDown' ? typed(key, modifiers) : '';
  return {
    // DevTools' `keyDown` types its text as well; a key without any is a `rawKeyDown`.
    type: event === 'keyDown' && text === '' ? 'rawKeyDown' : event,
    key,
    code,
    windowsVirtualKeyCode: keyCode,
    location: location === NUMBER_PAD ? 0 : location,
    isKeypad: location === NUMBER_PAD,
    autoRepeat: repeat,
    modifiers,
    ...(text === '' ? {} : { text }),
  };
}

/** The text that a key types. Names of more than one character are of keys that type nothing, but for Enter. */
function typed(key: string, modifiers: number): string {
  if (key === 'Enter') return '\r';
  const isShortcut = (modifiers & (CTRL | META)) !== 0;
  return [...key].length === 1 && !isShortcut ? key : '';
}
