import type { Duplex } from 'node:stream';
import type { Endpoint } from '../api/request-listener.ts';
import type { Service } from '../api/service.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import type { EmulatorEvent } from '../events.ts';
import type { BrowserPool, SessionBrowser } from '../session-browser.ts';
import type { Strike, Victim } from './fault-kind.ts';
import { randomFrom } from './random.ts';
import type { Armed } from './read-fault.ts';
import { type SeenSession, SessionLog } from './session-log.ts';
import { Timers } from './timers.ts';

/** The request for a stream; its group is the session's id. */
const STREAM = /^\/browser-streams\/[^/]+\/sessions\/(\w+)\//;

/** A fault in force, and how often it has struck. */
export interface ActiveFault {
  readonly fault: Armed['fault'];
  readonly struck: number;
}

export interface FaultsOptions {
  /** Of the chances that decide whether a fault strikes. */
  readonly seed: number;
  /** In force from the beginning. */
  readonly initial?: readonly Armed[];
  /** Default: the system's time. */
  readonly clock?: Clock;
}

/**
 * Lets a tester break an emulator on purpose. Give it to the emulator; disposed before it, nothing waits any longer
 * for a fault.
 */
export class Faults implements Disposable {
  readonly seed: number;
  readonly #random: () => number;
  readonly #timers: Timers;
  readonly #sessions = new SessionLog();
  readonly #browsers = new Map<number, SessionBrowser>();
  readonly #streams = new Map<string, Set<Duplex>>();
  #active: { readonly armed: Armed; struck: number }[] = [];

  constructor({ seed, initial = [], clock = systemClock }: FaultsOptions) {
    this.seed = seed;
    this.#random = randomFrom(seed);
    this.#timers = new Timers(clock);
    for (const armed of initial) this.add(armed);
  }

  get active(): readonly ActiveFault[] {
    return this.#active.map(({ armed, struck }) => ({ fault: armed.fault, struck }));
  }

  get sessions(): readonly SeenSession[] {
    return this.#sessions.all();
  }

  add(armed: Armed): void {
    this.#active.push({ armed, struck: 0 });
  }

  clear(): void {
    this.#active = [];
  }

  /** Kills the browser of a session that runs. @returns whether there is such a session. */
  crash(sessionId: string): boolean {
    const session = this.#sessions.get(sessionId);
    const browser = session?.status === 'READY' ? this.#browsers.get(session.processId) : undefined;
    void browser?.[Symbol.asyncDispose]();
    return browser !== undefined;
  }

  /** Breaks off a running session's streams. @returns how many connections, or `undefined` without such a session. */
  cutStreams(sessionId: string): number | undefined {
    if (this.#sessions.get(sessionId)?.status !== 'READY') return undefined;
    const sockets = [...(this.#streams.get(sessionId) ?? [])];
    for (const socket of sockets) socket.destroy();
    return sockets.length;
  }

  /** The endpoint, with the faults in front of the operations of its browser service. */
  inFrontOf(endpoint: Endpoint): Endpoint {
    const { browsers } = endpoint;
    const find: Service['find'] = (request, caller) => {
      const call = browsers.find(request, caller);
      const run = async () => {
        await this.#strikeCall('call');
        if (call.operation === 'StartBrowserSession') await this.#strikeCall('start');
        return call.run();
      };
      return { ...call, run };
    };
    return { ...endpoint, browsers: { ...browsers, find } };
  }

  /** The pool, whose browsers can be killed. */
  watchPool(pool: BrowserPool): BrowserPool {
    return {
      take: async (...needs) => {
        const browser = await pool.take(...needs);
        this.#browsers.set(browser.processId, browser);
        void browser.exited.then(() => this.#browsers.delete(browser.processId));
        return browser;
      },
      [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
    };
  }

  /** Told of every connection that asks for a stream. @param url path and query of its request */
  watchStream(url: string, socket: Duplex): void {
    const sessionId = STREAM.exec(url)?.[1];
    if (sessionId === undefined) return;
    const sockets = this.#streams.get(sessionId) ?? new Set();
    this.#streams.set(sessionId, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#streams.delete(sessionId);
    });
  }

  /** Told of everything that happens. */
  observe(event: EmulatorEvent): void {
    this.#sessions.observe(event);
    if (event.type === 'session-started') this.#strikeVictim('session', event.sessionId);
    if (event.type === 'stream-opened') this.#strikeVictim('stream', event.sessionId);
  }

  [Symbol.dispose](): void {
    this.clear();
    this.#timers[Symbol.dispose]();
  }

  async #strikeCall(occasion: 'start' | 'call'): Promise<void> {
    for (const strike of this.#due(occasion)) if (strike.on === occasion) await strike.act(this.#timers);
  }

  #strikeVictim(occasion: 'session' | 'stream', sessionId: string): void {
    const victim: Victim = {
      crash: () => void this.crash(sessionId),
      cutStreams: () => void this.cutStreams(sessionId),
    };
    for (const strike of this.#due(occasion)) if (strike.on === occasion) strike.act(victim, this.#timers);
  }

  /** The strikes that chance has chosen for an occasion. */
  #due(occasion: Strike['on']): readonly Strike[] {
    return this.#active
      .filter(({ armed, struck }) => armed.strike.on === occasion && struck < (armed.fault.times ?? Infinity))
      .filter((active) => {
        const strikes = this.#random() < active.armed.fault.probability;
        if (strikes) active.struck += 1;
        return strikes;
      })
      .map(({ armed }) => armed.strike);
  }
}
