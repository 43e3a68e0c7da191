import { once } from 'node:events';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { SessionLostError } from './cdp.ts';
import type { Target } from './target.ts';

/** Longest that the service lets a presigned live view be good for, in seconds. */
const EXPIRES_IN = 300;

/** Milliseconds until the first picture: a viewer gets one at once, but a loaded machine may take a while to draw it. */
const FIRST_PICTURE = 10_000;

/**
 * The first picture that somebody sees who opens a session's live view now: a JPEG. Speaks the emulator's live view;
 * that of the real service is proprietary.
 * @param address the live view's stream endpoint, not signed.
 * @throws {SessionLostError} where the view cannot be opened, or ends or stays empty without a picture.
 */
export async function firstPicture(address: string, target: Target): Promise<Buffer> {
  const socket = new WebSocket((await presigned(address, target)).replace(/^http/, 'ws'));
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      const fail = (reason: string): void => reject(new SessionLostError(`its live view ${reason}`));
      const timer = setTimeout(fail, FIRST_PICTURE, 'showed nothing');
      socket.on('message', (data, binary) => {
        if (!binary || !Buffer.isBuffer(data)) return;
        clearTimeout(timer);
        resolve(data);
      });
      socket.on('error', (error) => fail(`cannot be opened: ${error.message}`));
      socket.on('close', () => {
        clearTimeout(timer);
        fail('ended');
      });
    });
  } finally {
    if (socket.readyState === WebSocket.OPEN) {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    }
  }
}

async function presigned(address: string, target: Target): Promise<string> {
  const url = new URL(address.replace(/^ws/, 'http'));
  const { region, credentials } = target;
  const signer = new SignatureV4({ credentials, region, service: 'bedrock-agentcore', sha256: Sha256 });
  const { protocol, hostname, host, pathname: path } = url;
  const request = { method: 'GET', protocol, hostname, path, headers: { host } };
  const { query = {} } = await signer.presign(request, { expiresIn: EXPIRES_IN });
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}
