/** A key of an English (US) keyboard, as DevTools wants it. */
export interface Key {
  readonly key: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  /** What the key writes; absent for keys that write nothing. */
  readonly text?: string;
  /** What it writes while Shift is held, where that is something else. */
  readonly shifted?: string;
  /** Bit of a modifier, in DevTools' numbering. */
  readonly modifier?: number;
}

/** Bit of Shift. */
export const SHIFT = 8;

/** Code, key code, and what the key writes without and with Shift. */
const PUNCTUATION: readonly (readonly [string, number, string, string])[] = [
  ['Backquote', 192, '`', '~'],
  ['Minus', 189, '-', '_'],
  ['Equal', 187, '=', '+'],
  ['BracketLeft', 219, '[', '{'],
  ['BracketRight', 221, ']', '}'],
  ['Backslash', 220, '\\', '|'],
  ['Semicolon', 186, ';', ':'],
  ['Quote', 222, "'", '"'],
  ['Comma', 188, ',', '<'],
  ['Period', 190, '.', '>'],
  ['Slash', 191, '/', '?'],
  ...[...')!@#$%^&*('].map((shifted, digit) => [`Digit${digit}`, 48 + digit, `${digit}`, shifted] as const),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map(
    (letter, index) => [`Key${letter.toUpperCase()}`, 65 + index, letter, letter.toUpperCase()] as const,
  ),
  ['Space', 32, ' ', ' '],
];

/** Names (lower case), key, code where it differs, and key code. */
const NAMED: readonly (readonly [names: string, key: string, code: string, keyCode: number])[] = [
  ['escape esc', 'Escape', 'Escape', 27],
  ['backspace', 'Backspace', 'Backspace', 8],
  ['delete del', 'Delete', 'Delete', 46],
  ['insert', 'Insert', 'Insert', 45],
  ['home', 'Home', 'Home', 36],
  ['end', 'End', 'End', 35],
  ['pageup page_up pgup', 'PageUp', 'PageUp', 33],
  ['pagedown page_down pgdn', 'PageDown', 'PageDown', 34],
  ['up arrowup', 'ArrowUp', 'ArrowUp', 38],
  ['down arrowdown', 'ArrowDown', 'ArrowDown', 40],
  ['left arrowleft', 'ArrowLeft', 'ArrowLeft', 37],
  ['right arrowright', 'ArrowRight', 'ArrowRight', 39],
  ...Array.from({ length: 12 }, (_, index) => {
    const key = `F${index + 1}`;
    return [key.toLowerCase(), key, key, 112 + index] as const;
  }),
];

const MODIFIERS: readonly (readonly [names: string, key: string, keyCode: number, modifier: number])[] = [
  ['alt option', 'Alt', 18, 1],
  ['ctrl control', 'Control', 17, 2],
  ['meta cmd command win windows super', 'Meta', 91, 4],
  ['shift', 'Shift', 16, SHIFT],
];

const ENTER: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };

const TAB: Key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };

const characters: ReadonlyMap<string, Key> = new Map<string, Key>([
  ...PUNCTUATION.flatMap(([code, windowsVirtualKeyCode, plain, shifted]) =>
    [plain, shifted].map((text) => [text, { key: text, code, windowsVirtualKeyCode, text, shifted }] as const),
  ),
  ['\n', ENTER],
  ['\t', TAB],
]);

const byName: ReadonlyMap<string, Key> = new Map<string, Key>([
  ...NAMED.flatMap(([names, key, code, windowsVirtualKeyCode]) =>
    names.split(' ').map((name) => [name, { key, code, windowsVirtualKeyCode }] as const),
  ),
  ...MODIFIERS.flatMap(([names, key, windowsVirtualKeyCode, modifier]) =>
    names.split(' ').map((name) => [name, { key, code: `${key}Left`, windowsVirtualKeyCode, modifier }] as const),
  ),
  ['enter', ENTER],
  ['return', ENTER],
  ['tab', TAB],
  ['space', { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' }],
]);

/** The key that writes a character; nothing where the keyboard has none. */
export function keyOfCharacter(character: string): Key | undefined {
  return characters.get(character);
}

/** The key of a name (in any case) or of a character; nothing where the keyboard has none. */
export function keyOfName(name: string): Key | undefined {
  return characters.get(name) ?? byName.get(name.toLowerCase());
}

/** The names that {@link keyOfName} knows beside single characters. */
export const KEY_NAMES: readonly string[] = [...byName.keys()];
