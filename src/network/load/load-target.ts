/** Where a load goes. */
export interface LoadTarget {
  host: string;
  port: number;
  path: string;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/**
 * Reads `host:port` or a URL, with `$NAME` and `${NAME}` taken from the container's environment. Undefined when a
 * variable is missing or no port follows: the program would not connect either.
 */
export function loadTarget(text: string, variables: ReadonlyMap<string, string>, path = '/'): LoadTarget | undefined {
  let complete = true;
  const target = text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => {
    const value = variables.get(name);
    if (!value) complete = false;
    return value ?? '';
  });
  if (!complete) return undefined;
  return target.includes('://') ? fromUrl(target) : fromAddress(target, path);
}

function fromUrl(text: string): LoadTarget | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(text);
  const number = port === '' ? DEFAULT_PORTS[protocol] : Number(port);
  return number === undefined ? undefined : { host: hostname, port: number, path: pathname + search };
}

function fromAddress(text: string, path: string): LoadTarget | undefined {
  const match = /^([^:/]+):(\d{1,5})$/.exec(text);
  return match ? { host: match[1]!, port: Number(match[2]), path } : undefined;
}
