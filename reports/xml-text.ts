const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Text for an XML 1.0 document, as content or as an attribute in double quotes. XML cannot carry control
 * characters, lone surrogates and U+FFFE/U+FFFF, not even as references: they become visible (`\u0001`).
 * Source: XML 1.0 (Fifth Edition), production 2 `Char`.
 */
export function escapeXml(text: string): string {
  let escaped = '';
  for (const character of text)
    escaped += ENTITIES[character] ?? (isXmlCharacter(character) ? character : visible(character));
  return escaped;
}

function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
