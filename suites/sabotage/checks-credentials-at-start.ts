import http from 'node:http';
import type { Sabotage } from '../../harness/conformance/cases/sabotage.ts';
import { invalidFields } from '../../harness/emulator/api/service-error.ts';
import { beforeStart } from './before-start.ts';

/** Addresses of the proxies that a start request names. */
const PROXY = /"server":"([0-9.]+)","port":(\d+)/g;

export const checksCredentialsAtStart = {
  name: 'checks-credentials-at-start',
  breaks: 'StartBrowserSession asks every proxy for a tunnel, and refuses those that want other credentials.',
  requirements: ['R-CREDENTIALS-WRONG-START'],
  fault: beforeStart(async (body) => {
    const proxies = [...body.matchAll(PROXY)];
    const answers = await Promise.all(proxies.map(([, host = '', port]) => statusOf(host, Number(port))));
    if (!answers.includes(407)) return;
    throw invalidFields([{ name: 'secretArn', message: 'Member must hold what the proxy wants' }]);
  }),
} as const satisfies Sabotage;

/** What a proxy answers to a CONNECT; 0 where it does not. */
function statusOf(host: string, port: number): Promise<number> {
  return new Promise((resolve) => {
    const request = http.request({ host, port, method: 'CONNECT', path: 'start.test:443', agent: false });
    request.on('connect', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    request.on('error', () => resolve(0));
    request.end();
  });
}
