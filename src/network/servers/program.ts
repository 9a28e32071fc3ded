import type { Endpoint, HttpRequest, HttpResponse, Server } from '../types.ts';

/** What a simulated program does once a client is connected. */
export type Program = Pick<Server, 'http' | 'banner' | 'answer'>;

/** Where a program runs. */
export interface ServerPlace {
  readonly tls: boolean;
  readonly at: Endpoint;
  /** What the site of that name gives away, and nothing else: path -> text. */
  pages?(site: string): Readonly<Record<string, string>> | undefined;
  /** Calls the address in that environment variable; false: nobody answered. True too where it is not set. */
  reach(variable: string): boolean;
}

/** Milliseconds a small answer takes to make. */
const QUICK = 1;

/** The value of an HTTP `Date` header. */
export function httpDate(now: number): string {
  return new Date(now).toUTCString();
}

export function byteLength(text: string): number {
  return ENCODER.encode(text).length;
}

const ENCODER = new TextEncoder();

/** A response as sent: a HEAD request gets the headers alone. */
export function respond(
  method: string,
  [status, reason]: readonly [number, string],
  headers: HttpResponse['headers'],
  body: string,
  delay = QUICK,
): HttpResponse {
  return { status, reason, headers, body: method === 'HEAD' ? '' : body, delay };
}

/** The path without its query. */
export function pathOnly(path: string): string {
  return path.split('?', 1)[0]!;
}

/** A request's header, whatever case it was written in. */
export function headerOf({ headers }: HttpRequest, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}
