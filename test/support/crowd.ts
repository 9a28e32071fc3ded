import { once } from 'node:events';
import type { ClientRequest } from 'node:http';
import { request } from 'node:https';
import type { Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { parse } from 'yaml';
import { createSandbox, loadEnvironment, paceOf, type Sandbox } from '../../src/sandbox/index.ts';
import { type Serving, serve } from '../../src/serve/index.ts';

/** What is in use at one moment. */
export interface Usage {
  /** Open sockets of this process. */
  sockets: number;
  /** Timers of this process. */
  timers: number;
  /** Listeners at the cluster's store. */
  subscriptions: number;
  /** Bytes on the heap that are reachable. */
  heap: number;
}

/** The ways a client can be in the middle of something. */
export const WAYS = ['exec over WebSocket', 'exec over SPDY', 'watch', 'followed log'] as const;
export type Way = (typeof WAYS)[number];

const POD = '/api/v1/namespaces/default/pods/multitool';
const EXEC = `${POD}/exec?command=sleep&command=100000&stdin=true&stdout=true&stderr=true`;
/** What one process may have open at once without running out of descriptors. */
const AT_ONCE = 100;

/** A served cluster and crowds of clients that vanish in the middle of what they do. */
export class Crowd {
  readonly #sandbox: Sandbox;
  readonly #serving: Serving;
  readonly #stopPace: () => void;
  readonly #token: string;
  readonly #certificate: string;
  readonly #subscribed: () => number;

  private constructor(sandbox: Sandbox, serving: Serving, stopPace: () => void) {
    this.#sandbox = sandbox;
    this.#serving = serving;
    this.#stopPace = stopPace;
    const { users, clusters } = parse(serving.kubeconfig);
    this.#token = users[0].user.token;
    this.#certificate = Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64').toString();
    this.#subscribed = countSubscriptions(sandbox);
  }

  static async open(): Promise<Crowd> {
    const sandbox = await createSandbox({ environment: loadEnvironment('hipstershop') });
    const pace = paceOf(sandbox, 1);
    const serving = await serve({ clients: () => sandbox.outside, pace, port: 0, name: 'lab', now: Date.now() });
    return new Crowd(sandbox, serving, () => pace.stop());
  }

  async close(): Promise<void> {
    this.#stopPace();
    await this.#serving.close();
  }

  /** Lets `count` clients begin, some at a time, and vanish without a word. */
  async vanish(way: Way, count: number): Promise<void> {
    for (let left = count; left > 0; left -= AT_ONCE) {
      const sockets = await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, () => this.#begin(way)));
      for (const socket of sockets) socket.destroy();
      await this.#quiet();
    }
  }

  /** What is in use once everything that goes has gone. */
  async usage(): Promise<Usage> {
    await this.#quiet();
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    for (let round = 0; round < 3; round++) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const active = process.getActiveResourcesInfo();
    return {
      sockets: active.filter((name) => /TCPSocketWrap|TLSWrap/.test(name)).length,
      timers: active.filter((name) => name === 'Timeout').length,
      subscriptions: this.#subscribed(),
      heap: process.memoryUsage().heapUsed,
    };
  }

  /** Whether the server still answers. */
  async answers(): Promise<boolean> {
    const asking = this.#ask('/version');
    const [response] = await once(asking, 'response');
    response.resume();
    await once(response, 'close');
    return response.statusCode === 200;
  }

  async #quiet(): Promise<void> {
    for (let tries = 0; tries < 200 && this.#sandbox.outside.open > 0; tries++) await pause(10);
    await pause(50);
  }

  async #begin(way: Way): Promise<Socket> {
    switch (way) {
      case 'exec over WebSocket': {
        const headers = { authorization: `Bearer ${this.#token}` };
        const url = this.#serving.url + EXEC;
        const client = new WebSocket(url, ['v5.channel.k8s.io'], { ca: this.#certificate, headers });
        const [response] = await once(client, 'upgrade');
        client.on('error', () => {});
        return response.socket;
      }
      case 'exec over SPDY': {
        const upgrade = { connection: 'Upgrade', upgrade: 'SPDY/3.1' };
        const [, socket] = await once(this.#ask(EXEC, upgrade), 'upgrade');
        // A stream that is opened and never said anything on: SYN_STREAM with a header block that has only begun.
        socket.write(Buffer.from('80030001000000120000000100000000000038eae3c6a7c2', 'hex'));
        return socket;
      }
      case 'watch':
        return this.#beginReading('/api/v1/pods?watch=true');
      case 'followed log':
        return this.#beginReading(`${POD}/log?follow=true`);
    }
  }

  async #beginReading(path: string): Promise<Socket> {
    const asking = this.#ask(path);
    const [response] = await once(asking, 'response');
    response.on('error', () => {});
    asking.on('error', () => {});
    return response.socket;
  }

  #ask(path: string, headers: Record<string, string> = {}): ClientRequest {
    const asking = request({
      host: '127.0.0.1',
      port: this.#serving.port,
      path,
      ca: this.#certificate,
      agent: false,
      headers: { authorization: `Bearer ${this.#token}`, ...headers },
    });
    asking.end();
    return asking;
  }
}

function countSubscriptions({ cluster }: Sandbox): () => number {
  const { store } = cluster;
  const subscribe = store.subscribe.bind(store);
  let open = 0;
  store.subscribe = (resource, listener) => {
    open++;
    const stop = subscribe(resource, listener);
    let stopped = false;
    return () => {
      if (!stopped) open--;
      stopped = true;
      stop();
    };
  };
  return () => open;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
