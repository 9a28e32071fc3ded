import type { OutsideClients, OutsideForward, OutsideRequest } from '../sandbox/index.ts';
import type { SpdyConnection } from './spdy/spdy-connection.ts';
import type { SpdyStream } from './spdy/spdy-stream.ts';

interface Pair {
  error?: SpdyStream;
  data?: SpdyStream;
  port: number;
}

/**
 * kubectl opens two streams for each connection to its local port, told apart by `streamtype` and held together by
 * `requestid`: what goes wrong is said on one, the bytes travel on the other.
 */
export function forwardPorts(clients: OutsideClients, request: OutsideRequest, connection: SpdyConnection): void {
  const pairs = new Map<string, Pair>();
  const forwards = new Set<OutsideForward>();
  const [, namespace = '', pod = ''] = /\/namespaces\/([^/]+)\/pods\/([^/]+)\/portforward/.exec(request.path) ?? [];

  connection.onStream = (stream, headers) => {
    const type = headers['streamtype'];
    const port = Number(headers['port']);
    const id = headers['requestid'] ?? String(port);
    if ((type !== 'error' && type !== 'data') || !Number.isInteger(port) || port < 1 || port > 65_535) {
      stream.reset();
      return;
    }
    const pair: Pair = pairs.get(id) ?? { port };
    pair[type] = stream;
    pairs.set(id, pair);
    stream.reply();
    if (!pair.error || !pair.data) return;
    pairs.delete(id);
    void forward(pair.error, pair.data, port);
  };
  connection.onLost = () => {
    for (const open of forwards) open.close();
  };

  async function forward(error: SpdyStream, data: SpdyStream, port: number): Promise<void> {
    const open = await clients.forward(decodeURIComponent(namespace), decodeURIComponent(pod), port);
    const done = (): void => {
      if (open) {
        forwards.delete(open);
        open.close();
      }
      data.end();
      error.end();
      connection.forget(data);
      connection.forget(error);
    };
    if (!open) {
      error.write(Buffer.from(refusal(port, decodeURIComponent(pod))));
      done();
      return;
    }
    if (!connection.isOpen) {
      open.close();
      return;
    }
    forwards.add(open);
    // Whoever waits for the program's answer is not done when it has said everything.
    error.end();
    if (open.greeting) data.write(Buffer.from(open.greeting));
    const decoder = new TextDecoder();
    let turn = Promise.resolve();
    data.listen(
      (bytes) => {
        const text = decoder.decode(bytes, { stream: true });
        turn = turn.then(async () => {
          const answer = text ? await open.send(text) : '';
          if (answer === undefined) done();
          else if (answer) data.write(Buffer.from(answer));
        });
      },
      () => void turn.then(done),
    );
  }
}

/** containerd's sentence, as kubelet passes it on. */
function refusal(port: number, pod: string): string {
  return `error forwarding port ${port} to pod ${pod}, uid : failed to connect to localhost:${port} inside namespace, IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused`;
}
