/** What a finished (or failed) transfer tells `--write-out`. */
export interface TransferFigures {
  url: string;
  scheme: string;
  method: string;
  status: number;
  contentType: string;
  redirectUrl: string;
  redirects: number;
  connects: number;
  received: number;
  sent: number;
  headerBytes: number;
  requestBytes: number;
  remoteIp: string;
  remotePort: number;
  localIp: string;
  localPort: number;
  file: string;
  exitCode: number;
  error: string;
  /** Milliseconds since the start of the transfer. */
  nameLookup: number;
  connected: number;
  tlsDone: number;
  firstByte: number;
  total: number;
  headers: readonly (readonly [string, string])[];
}

const VARIABLES: Readonly<Record<string, (figures: TransferFigures) => string | number>> = {
  content_type: (f) => f.contentType,
  errormsg: (f) => f.error,
  exitcode: (f) => f.exitCode,
  filename_effective: (f) => f.file,
  http_code: (f) => String(f.status).padStart(3, '0'),
  http_connect: () => '000',
  http_version: (f) => (f.status === 0 ? '0' : '1.1'),
  local_ip: (f) => f.localIp,
  local_port: (f) => f.localPort,
  method: (f) => f.method,
  num_connects: (f) => f.connects,
  num_headers: (f) => f.headers.length,
  num_redirects: (f) => f.redirects,
  redirect_url: (f) => f.redirectUrl,
  remote_ip: (f) => f.remoteIp,
  remote_port: (f) => f.remotePort,
  response_code: (f) => String(f.status).padStart(3, '0'),
  scheme: (f) => f.scheme.toUpperCase(),
  size_download: (f) => f.received,
  size_header: (f) => f.headerBytes,
  size_request: (f) => f.requestBytes,
  size_upload: (f) => f.sent,
  speed_download: (f) => (f.total > 0 ? Math.floor((f.received * 1000) / f.total) : 0),
  speed_upload: (f) => (f.total > 0 ? Math.floor((f.sent * 1000) / f.total) : 0),
  ssl_verify_result: () => 0,
  time_appconnect: (f) => seconds(f.tlsDone),
  time_connect: (f) => seconds(f.connected),
  time_namelookup: (f) => seconds(f.nameLookup),
  time_pretransfer: (f) => seconds(Math.max(f.connected, f.tlsDone)),
  time_redirect: () => seconds(0),
  time_starttransfer: (f) => seconds(f.firstByte),
  time_total: (f) => seconds(f.total),
  url: (f) => f.url,
  url_effective: (f) => f.url,
};

/** Fills in a `--write-out` format; an unknown variable is reported and left out. */
export function writeOut(format: string, figures: TransferFigures, complain: (text: string) => void): string {
  return format.replace(
    /%\{([^}]*)\}|%header\{([^}]*)\}|%%|\\([ntr\\])/g,
    (whole, name?: string, header?: string, escaped?: string) => {
      if (whole === '%%') return '%';
      if (escaped !== undefined) return { n: '\n', t: '\t', r: '\r', '\\': '\\' }[escaped] ?? whole;
      if (header !== undefined) {
        return figures.headers.find(([given]) => given.toLowerCase() === header.toLowerCase())?.[1] ?? '';
      }
      if (name === 'json') return JSON.stringify(asJson(figures));
      const variable = VARIABLES[name ?? ''];
      if (variable) return String(variable(figures));
      if (name === 'stdout' || name === 'stderr' || name === 'onerror') return '';
      complain(`curl: unknown --write-out variable: '${name}'\n`);
      return '';
    },
  );
}

function asJson(figures: TransferFigures): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(VARIABLES).map(([name, value]) => {
      const printed = value(figures);
      const numeric = name.startsWith('time_') || name.endsWith('_code');
      return [name, numeric ? Number(printed) : printed];
    }),
  );
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(6);
}
