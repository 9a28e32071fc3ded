const NAME = /^[a-zA-Z0-9_.-]{1,128}$/;
const LARGEST_PORT = 65_535;
const LARGEST_PROTOCOL = 255;

/** What Calico's reader of ports says of one that is none: it is refused while the object is read, before validation. */
export function portObjection(port: unknown): string | undefined {
  if (typeof port === 'number') return isPort(port) ? undefined : notOfType(port, 'uint16');
  const text = String(port);
  if (/^\d+$/.test(text)) return isPort(Number(text)) ? undefined : `invalid port number (${text})`;
  const range = /^(\d+):(\d+)$/.exec(text);
  if (!range) return NAME.test(text) ? undefined : `invalid name for named port (${text})`;
  const [from, to] = [Number(range[1]), Number(range[2])];
  if (!isPort(from)) return `invalid minimum port number in range (${text})`;
  if (!isPort(to)) return `invalid maximum port number in range (${text})`;
  if (from <= to) return undefined;
  return `minimum port number (${from}) is greater than maximum port number (${to}) in port range`;
}

/** The same for protocols: only a number can be wrong here, names are validated later. */
export function protocolObjection(protocol: unknown): string | undefined {
  if (typeof protocol !== 'number') return undefined;
  return protocol >= 0 && protocol <= LARGEST_PROTOCOL ? undefined : notOfType(protocol, 'uint8');
}

function isPort(number: number): boolean {
  return number >= 0 && number <= LARGEST_PORT;
}

function notOfType(number: number, type: string): string {
  return `json: cannot unmarshal number ${number} into Go value of type ${type}`;
}
