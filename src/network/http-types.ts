/** A simulated server program: pure, so that the same request always gets the same answer. */
export interface Server {
  /** The image behaviour's name: `nginx`, `frontend`, `redis`... */
  program: string;
  tls: boolean;
  /** Absent: speaks no HTTP (the client sees an empty reply or a banner). */
  http?(request: HttpRequest): HttpResponse;
  /**
   * Where there is more to a program than `http` tells at once: asked in its place by clients that can wait for the
   * answer. It takes no simulated time but the response's `delay`.
   */
  exchange?(request: HttpRequest): Promise<HttpResponse>;
  /** Signed by an authority of the cluster's own: that one's PEM, and the names and addresses it is for. */
  certificate?: { authority: string; names: readonly string[] };
  /** The newest TLS it speaks; 1.3 when absent. */
  tlsVersion?: '1.2';
  /** Whom its self-signed certificate is for; its own name when absent. */
  subject?: string;
  /** What it says on its own when a client connects (SSH, MySQL, gRPC's settings). */
  banner?: string;
  /** Answers raw text, for line protocols (redis). */
  answer?(text: string): string;
}

export interface HttpRequest {
  method: string;
  path: string;
  host: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  now: number;
}

export interface HttpResponse {
  status: number;
  reason: string;
  /** Wire order and case. */
  headers: readonly (readonly [string, string])[];
  body: string;
  /** Milliseconds the server takes. */
  delay: number;
}

/** One request through a proxy, answered now. */
export interface HttpExchange {
  request: HttpRequest;
  response: HttpResponse;
  /** Who answered 403 in the server's place, if anybody. */
  refusedBy?: 'policy' | 'firewall';
  /** Rules of the web application firewall that the request broke. */
  violations: readonly FirewallViolation[];
  /** True: L7 logs are collected. */
  isLogged: boolean;
}

/** A connection through a proxy that is encrypted or speaks no HTTP. Bytes are payload, in from the client. */
export interface StreamSummary {
  type: 'tcp' | 'tls';
  bytesIn: number;
  bytesOut: number;
  /** Milliseconds. */
  duration: number;
}

/** A rule of the web application firewall, as its log names it. */
export interface FirewallViolation {
  id: string;
  message: string;
  severity: string;
  file: string;
}
