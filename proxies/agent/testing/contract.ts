import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { httpOrigin } from '../../fixtures/origins.ts';
import { rawClient } from '../../fixtures/raw-client.ts';
import { AUTHORIZED } from '../../fixtures/scene.ts';
import type { RequestRecord } from '../../record.ts';
import type { Form, FormUnderTest } from './forms.ts';

const TUNNEL = `CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n${AUTHORIZED}\r\n`;
const PAGE = `GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n${AUTHORIZED}\r\n`;

/**
 * What every form of an instrumented proxy does alike.
 * @param host where an origin has to listen for the proxy to reach it.
 */
export function describeContract(name: string, start: Form, host = '127.0.0.1'): void {
  describe(`an instrumented proxy, ${name}`, () => {
    let form: FormUnderTest;
    /** Not all of it where starting failed. */
    let started: AsyncDisposable[];
    /** Ports that the origin saw its peers at. */
    let peers: number[];
    beforeEach(async () => {
      peers = [];
      started = [];
      const origin = await httpOrigin((request, response) => {
        peers.push(request.socket.remotePort ?? 0);
        response.end('from the origin');
      }, host);
      started.push(origin);
      form = await start(origin);
      started.push(form);
    });
    afterEach(async () => {
      for (const one of started.reverse()) await one[Symbol.asyncDispose]();
    });
    const requests = async () => {
      await form.settled();
      return form.sink.records.filter((record): record is RequestRecord => record.type === 'request');
    };

    test('has its name, and serves whoever has its credentials', async () => {
      expect(form.proxy.name).toBe('proxy-a');
      using client = await rawClient(form.proxy.address);
      await client.send(PAGE).until('from the origin');
      expect(await requests()).toMatchObject([
        { proxy: 'proxy-a', sequence: 1, kind: 'forward', authority: 'a.example:80', credentials: 'valid' },
      ]);
    });

    test('records the socket that the origin sees as its peer', async () => {
      using client = await rawClient(form.proxy.address);
      await client.send(TUNNEL).until('\r\n\r\n');
      await client.send('GET / HTTP/1.1\r\nHost: a.example\r\n\r\n').until('from the origin');
      expect((await requests()).map(({ upstream }) => upstream?.local.port)).toEqual(peers);
    });

    test('asks for credentials, and records what became of them', async () => {
      for (const header of ['', 'Proxy-Authorization: Basic YTpi\r\n']) {
        using client = await rawClient(form.proxy.address);
        const answer = await client.send(PAGE.replace(AUTHORIZED, header)).until('\r\n\r\n');
        expect(answer).toMatch(/^HTTP\/1\.1 407 /);
      }
      expect((await requests()).map(({ credentials, outcome }) => [credentials, outcome])).toEqual([
        ['absent', 'authentication-required'],
        ['invalid', 'authentication-required'],
      ]);
    });

    test('behaves as told from the next request on, and again as before', async () => {
      await form.proxy.behave({ kind: 'respond', status: 503 });
      using misled = await rawClient(form.proxy.address);
      expect(await misled.send(TUNNEL).until('\r\n')).toBe('HTTP/1.1 503 Service Unavailable\r\n');
      await form.proxy.behave({ kind: 'normal' });
      using served = await rawClient(form.proxy.address);
      expect(await served.send(TUNNEL).until('\r\n')).toBe('HTTP/1.1 200 Connection Established\r\n');
      expect((await requests()).map(({ outcome }) => outcome)).toEqual(['misbehaved', 'established']);
    });

    test('ends open connections when told to, and goes on', async () => {
      using tunnel = await rawClient(form.proxy.address);
      await tunnel.send(TUNNEL).until('\r\n\r\n');
      await form.proxy.disconnect();
      expect(await tunnel.rest()).toBe('');
      using next = await rawClient(form.proxy.address);
      expect(await next.send(TUNNEL).until('\r\n')).toBe('HTTP/1.1 200 Connection Established\r\n');
    });

    test('numbers its records without a gap, requests before their ends', async () => {
      const pages = Array.from({ length: 20 }, async () => {
        using client = await rawClient(form.proxy.address);
        await client.send(PAGE.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')).rest();
      });
      await Promise.all(pages);
      const records = await form.sink.ended(20);
      expect(records.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
      const order = records.filter(({ exchange }) => exchange === 20).map(({ type }) => type);
      expect(order).toEqual(['request', 'end']);
    });
  });
}
