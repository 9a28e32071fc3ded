/** A URL as curl and wget take it apart. */
export interface WebUrl {
  scheme: string;
  user?: string;
  host: string;
  port: number;
  /** Path and query; `/` when there is none. */
  target: string;
  /** As `url_effective` prints it. */
  text: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, telnet: 23 };

/** Reads a URL; without a scheme it is http. `malformed` is curl's error 3, `unsupported` its error 1. */
export function parseUrl(
  text: string,
): { url: WebUrl; problem?: undefined } | { problem: 'malformed' | 'unsupported'; scheme: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  const rest = scheme === undefined ? text : text.slice(scheme.length + 3);
  const name = scheme ?? 'http';
  if (PORTS[name] === undefined) return { problem: 'unsupported', scheme: name };
  const parts = /^(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)(?::([^/?#]*))?([^#]*)/.exec(rest)!;
  const [, user, bracketed = '', portText, path = ''] = parts;
  const host = bracketed.replace(/^\[|\]$/g, '');
  const port = portText === undefined || portText === '' ? PORTS[name] : Number(portText);
  if (host === '' || /\s/.test(rest) || !Number.isInteger(port) || port > 65535 || port < 0) {
    return { problem: 'malformed', scheme: name };
  }
  const target = path === '' ? '/' : path.startsWith('/') ? path : `/${path}`;
  const authority = `${user === undefined ? '' : `${user}@`}${bracketed}${portText ? `:${portText}` : ''}`;
  return {
    url: {
      scheme: name,
      ...(user === undefined ? {} : { user }),
      host,
      port,
      target,
      text: `${name}://${authority}${target}`,
    },
  };
}

/** Where a `Location` header leads, seen from the URL that sent it. */
export function followLocation(from: WebUrl, location: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return location;
  const port = from.port === PORTS[from.scheme] ? '' : `:${from.port}`;
  const origin = `${from.scheme}://${from.host.includes(':') ? `[${from.host}]` : from.host}${port}`;
  if (location.startsWith('//')) return `${from.scheme}:${location}`;
  if (location.startsWith('/')) return origin + location;
  return origin + from.target.replace(/[^/]*(\?.*)?$/, '') + location;
}

/** `Host` header: the port only when it is not the scheme's own. */
export function hostHeader(url: WebUrl): string {
  const host = url.host.includes(':') ? `[${url.host}]` : url.host;
  return url.port === PORTS[url.scheme] ? host : `${host}:${url.port}`;
}
