import type { KubernetesObject } from '../cluster/index.ts';
import type { Attempt, HttpRequest, HttpResponse, Network } from '../network/index.ts';

/** A conversation with a program in a pod, from inside the pod as `kubectl port-forward` has it. */
export interface PodConversation {
  /** What the program says on its own when somebody connects. */
  readonly greeting: string;
  /**
   * Takes what the client sends, piece by piece, and gives what the program answers; empty while a message is
   * incomplete. Undefined: the program hangs up.
   */
  send(text: string, now: number): string | undefined;
  close(): void;
}

/** Connects to a port of a pod on its own loopback address, past every policy; undefined when nothing listens there. */
export function dialPod(
  network: Network,
  pod: KubernetesObject,
  port: number,
  input?: number,
): PodConversation | undefined {
  const from = network.pod(pod.metadata.namespace ?? 'default', pod.metadata.name);
  if (!from) return undefined;
  const attempt = network.open({ from, input }, { protocol: 'tcp', ip: '127.0.0.1', port });
  if (attempt.outcome !== 'open' || !attempt.server) {
    attempt.close();
    return undefined;
  }
  return converse(attempt, attempt.server);
}

function converse(attempt: Attempt, server: NonNullable<Attempt['server']>): PodConversation {
  let waiting = '';
  return {
    greeting: server.banner ?? '',
    send(text, now) {
      // A TLS handshake cannot be answered with text.
      if (server.tls) return undefined;
      if (!server.http) return server.answer?.(text) ?? '';
      waiting += text;
      let answers = '';
      for (let message = readRequest(waiting); message; message = readRequest(waiting)) {
        waiting = waiting.slice(message.length);
        answers += responseText(server.http({ ...message.request, now }), message.request.method);
      }
      return waiting.length > LONGEST_MESSAGE ? undefined : answers;
    },
    close: () => attempt.close(),
  };
}

const LONGEST_MESSAGE = 1_000_000;

/** The first whole HTTP request of `text`, and how much of it that is; undefined while there is none. */
function readRequest(text: string): { request: Omit<HttpRequest, 'now'>; length: number } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...headerLines] = text.slice(0, end).split('\r\n');
  const [method = '', path = '/'] = line.split(' ');
  const headers: Record<string, string> = {};
  for (const header of headerLines) {
    const colon = header.indexOf(':');
    if (colon > 0) headers[header.slice(0, colon).toLowerCase()] = header.slice(colon + 1).trim();
  }
  const rest = new TextEncoder().encode(text.slice(end + 4));
  const wanted = Number(headers['content-length'] ?? 0);
  if (rest.length < wanted) return undefined;
  const body = new TextDecoder().decode(rest.subarray(0, wanted));
  return { request: { method, path, host: headers['host'] ?? '', headers, body }, length: end + 4 + body.length };
}

function responseText({ status, reason, headers, body }: HttpResponse, method: string): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} ${reason}\r\n${lines}\r\n${method === 'HEAD' ? '' : body}`;
}
