import type { Page } from '../chromium/devtools.ts';
import { ControlError } from '../session-browser.ts';
import { KEY_NAMES, type Key, keyOfCharacter, keyOfName, SHIFT } from './keys.ts';

/**
 * Longest text that is typed key by key, in characters. A key was seen to take 2.5 ms on a busy two-core machine, and
 * the longest text that the API allows has 10,000 characters.
 */
const MAX_KEYS_TYPED = 500;

/** Types a text. What no key writes, and a long text as a whole, is put in as an input method would. */
export async function typeText(page: Page, text: string): Promise<void> {
  const parts = text.length > MAX_KEYS_TYPED ? [text] : [...text.replaceAll('\r\n', '\n')];
  // Not one after the other: DevTools keeps the order, and a text would take its round trips.
  await Promise.all(
    parts.map((part) => {
      const key = keyOfCharacter(part);
      return key ? press(page, key, 0) : page.send('Input.insertText', { text: part });
    }),
  );
}

/** @throws {ControlError} for a key that does not exist */
export async function pressKey(
  page: Page,
  { key: name, presses = 1 }: { readonly key: string; readonly presses?: number },
): Promise<void> {
  const key = requireKey(name);
  for (let count = 0; count < presses; count += 1) await press(page, key, 0);
}

/** Presses the keys in order and releases them in reverse. @throws {ControlError} for a key that does not exist */
export async function pressShortcut(page: Page, names: readonly string[]): Promise<void> {
  const keys = names.map(requireKey);
  let modifiers = 0;
  for (const key of keys) {
    modifiers |= key.modifier ?? 0;
    await down(page, key, modifiers);
  }
  for (const key of keys.toReversed()) {
    modifiers &= ~(key.modifier ?? 0);
    await up(page, key, modifiers);
  }
}

function requireKey(name: string): Key {
  const key = keyOfName(name);
  if (key) return key;
  throw new ControlError(`There is no key with this name; known are single characters and: ${KEY_NAMES.join(', ')}`);
}

async function press(page: Page, key: Key, modifiers: number): Promise<void> {
  await Promise.all([down(page, key, modifiers), up(page, key, modifiers)]);
}

/** Modifiers under which a key writes nothing: all but Shift. */
const COMMANDING = 1 | 2 | 4;

async function down(page: Page, key: Key, modifiers: number): Promise<void> {
  const { text, ...event } = eventOf(key, modifiers);
  const writes = text !== undefined && (modifiers & COMMANDING) === 0;
  await page.send('Input.dispatchKeyEvent', {
    ...event,
    type: writes ? 'keyDown' : 'rawKeyDown',
    ...(writes ? { text } : {}),
  });
}

async function up(page: Page, key: Key, modifiers: number): Promise<void> {
  const { text: _, ...event } = eventOf(key, modifiers);
  await page.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' });
}

function eventOf({ key, code, windowsVirtualKeyCode, text, shifted }: Key, modifiers: number) {
  const written = (modifiers & SHIFT) !== 0 ? (shifted ?? text) : text;
  return { key: shifted === undefined ? key : written, code, windowsVirtualKeyCode, modifiers, text: written };
}
