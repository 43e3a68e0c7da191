import { readFile } from 'node:fs/promises';
import type { Report } from './values/report.ts';

/** Where a text is read from. Giving `-` the meaning of standard input is the caller's business. */
export type TextInput = { readonly path: string } | { readonly stdin: NodeJS.ReadableStream };

/** The text of what the user named: UTF-8, with or without byte order mark. Reports why there is none. */
export async function readText(input: TextInput, report: Report): Promise<string | undefined> {
  const bytes = await readBytes(input, report);
  return bytes && decode(bytes, report);
}

async function readBytes(input: TextInput, report: Report): Promise<Uint8Array | undefined> {
  try {
    return await ('path' in input ? readFile(input.path) : readStream(input.stdin));
  } catch (error) {
    return report({ path: '', rule: 'file-unreadable', ...explainReadError(error) });
  }
}

function explainReadError(error: unknown): { readonly problem: string; readonly fix: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  switch (code) {
    case 'ENOENT':
      return { problem: 'There is no such file.', fix: 'Check the path, which counts from the current folder.' };
    case 'EISDIR':
      return { problem: 'This is a folder.', fix: 'Name the file in it.' };
    case 'EACCES':
    case 'EPERM':
      return { problem: 'You are not allowed to read this file.', fix: 'Change its permissions, or copy it.' };
    default:
      return { problem: `It cannot be read (${code}).`, fix: 'Try to open it with another program.' };
  }
}

async function readStream(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array, report: Report): string | undefined {
  try {
    // Drops the byte order mark; `fatal` refuses UTF-16 too, which Windows PowerShell writes with `>`.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return report({
      path: '',
      rule: 'input-encoding',
      problem: 'This is no text in UTF-8.',
      fix: 'Save the file as UTF-8; Windows PowerShell writes UTF-16 unless told `-Encoding utf8`.',
    });
  }
}
