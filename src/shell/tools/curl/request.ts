import type { ToolContext } from '../../types.ts';
import { byteLength, type Header, type OutgoingRequest } from '../network/http.ts';
import { hostHeader, type WebUrl } from '../network/url.ts';
import { CurlFailure } from './failure.ts';
import type { CurlArguments } from './options.ts';

/** The version firedrill's curl says it is. */
export const CURL_VERSION = '7.88.1';

/** What is sent along: the body of `-d`, `--json` or `-T`, if any. */
export interface Payload {
  text: string;
  contentType?: string;
  upload: boolean;
}

/** Collects the data options in the order given, reading `@file`. */
export async function readPayload(context: ToolContext, options: CurlArguments): Promise<Payload | undefined> {
  const upload = options.last('upload-file');
  if (upload !== undefined) return { text: await readSource(context, upload, 26), upload: true };
  const pieces: string[] = [];
  for (const { name, value } of options.given) {
    if (name === 'data' || name === 'data-ascii') {
      pieces.push(
        value.startsWith('@') ? (await readSource(context, value.slice(1), 26)).replace(/[\r\n]/g, '') : value,
      );
    } else if (name === 'data-binary' || name === 'json') {
      pieces.push(value.startsWith('@') ? await readSource(context, value.slice(1), 26) : value);
    } else if (name === 'data-raw') pieces.push(value);
    else if (name === 'data-urlencode') pieces.push(urlEncode(value));
  }
  if (pieces.length === 0) return undefined;
  const json = options.has('json');
  return {
    text: pieces.join(json ? '' : '&'),
    contentType: json ? 'application/json' : 'application/x-www-form-urlencoded',
    upload: false,
  };
}

/** The request for one URL in curl's own header order. */
export function buildRequest(
  options: CurlArguments,
  url: WebUrl,
  payload: Payload | undefined,
  throughProxy: boolean,
): OutgoingRequest {
  const query = options.has('get') && payload ? payload.text : undefined;
  const body = options.has('get') ? undefined : payload;
  const method =
    options.last('request') ?? (options.has('head') ? 'HEAD' : body?.upload ? 'PUT' : body ? 'POST' : 'GET');
  const target = query === undefined ? url.target : `${url.target}${url.target.includes('?') ? '&' : '?'}${query}`;
  const credentials = options.last('user') ?? url.user;
  const own: Header[] = [
    ['Host', hostHeader(url)],
    ...(credentials === undefined ? [] : [['Authorization', `Basic ${base64(credentials)}`] as const]),
    ['User-Agent', options.last('user-agent') ?? `curl/${CURL_VERSION}`],
    ['Accept', options.has('json') ? 'application/json' : '*/*'],
    ...(options.has('compressed') ? [['Accept-Encoding', 'deflate, gzip, br, zstd'] as const] : []),
    ...(options.has('referer') ? [['Referer', options.last('referer')!] as const] : []),
    ...(options.has('cookie') ? [['Cookie', options.last('cookie')!] as const] : []),
  ];
  const custom = options.all('header').map(splitHeader);
  const tail: Header[] = body ? [['Content-Length', String(byteLength(body.text))]] : [];
  if (body?.contentType) tail.push(['Content-Type', body.contentType]);
  return {
    method,
    target: throughProxy ? `${url.scheme}://${hostHeader(url)}${target}` : target,
    version: options.has('http1.0') ? '1.0' : '1.1',
    headers: mergeHeaders(own, custom, tail),
    ...(body ? { body: body.text } : {}),
  };
}

/** A header of `-H`; an empty value after the colon takes the header out, `Name;` sends it empty. */
function splitHeader(text: string): readonly [string, string | undefined] {
  if (text.endsWith(';') && !text.includes(':')) return [text.slice(0, -1), ''];
  const colon = text.indexOf(':');
  if (colon < 0) return [text, undefined];
  const value = text.slice(colon + 1).trim();
  return [text.slice(0, colon).trim(), value === '' ? undefined : value];
}

function mergeHeaders(
  own: readonly Header[],
  custom: readonly (readonly [string, string | undefined])[],
  tail: readonly Header[],
): Header[] {
  const overridden = new Set(custom.map(([name]) => name.toLowerCase()));
  const replacesHost = custom.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const kept = own.flatMap((header): Header[] => {
    if (header[0] === 'Host') return [['Host', replacesHost ?? header[1]]];
    return overridden.has(header[0].toLowerCase()) || header[1] === '' ? [] : [header];
  });
  const added = custom.flatMap(([name, value]): Header[] =>
    value === undefined || name.toLowerCase() === 'host' ? [] : [[name, value]],
  );
  return [...kept, ...added, ...tail.filter(([name]) => !overridden.has(name.toLowerCase()))];
}

async function readSource(context: ToolContext, path: string, code: number): Promise<string> {
  if (path === '-') return context.stdin();
  try {
    return await context.fs.readFile(context.resolve(path));
  } catch {
    throw new CurlFailure(code, 'Failed to open/read local data from file/application');
  }
}

function urlEncode(value: string): string {
  const equals = value.indexOf('=');
  if (equals < 0) return encodeURIComponent(value);
  const name = value.slice(0, equals);
  return `${name}${name === '' ? '' : '='}${encodeURIComponent(value.slice(equals + 1))}`;
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text.includes(':') ? text : `${text}:`);
  return btoa(String.fromCharCode(...bytes));
}
