import { type Frame, FrameReader, writeFrame } from './frames.ts';
import { HeaderReader, type Headers, HeaderWriter } from './header-block.ts';
import { SpdyStream } from './spdy-stream.ts';

/** What carries the frames: a socket, or the messages of a WebSocket. */
export interface SpdyTransport {
  send(bytes: Buffer): void;
  close(): void;
}

/** The reason of a reset: the stream is refused. */
const CANCEL = 5;
/** More at once is nobody's port-forward. */
const MOST_STREAMS = 1_000;

/** The server's side of one SPDY/3.1 connection, without flow control, which kubectl does not use. */
export class SpdyConnection {
  /** A client opened a stream. */
  onStream: (stream: SpdyStream, headers: Headers) => void = () => {};
  /** The client is gone. */
  onLost: () => void = () => {};

  readonly #transport: SpdyTransport;
  readonly #frames = new FrameReader();
  readonly #headers = new HeaderReader();
  readonly #headerWriter = new HeaderWriter();
  readonly #streams = new Map<number, SpdyStream>();
  #lastStream = 0;
  #open = true;
  #queue: Promise<void> = Promise.resolve();

  constructor(transport: SpdyTransport) {
    this.#transport = transport;
  }

  /** Neither side has gone. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Takes bytes as they come; frames are worked through one after the other. */
  receive(bytes: Uint8Array): void {
    this.#queue = this.#queue.then(async () => {
      if (!this.#open) return;
      try {
        for (const frame of this.#frames.push(bytes)) await this.#take(frame);
      } catch {
        this.#transport.close();
        this.lost();
      }
    });
  }

  /** Says that nothing more comes, and closes. */
  goAway(): void {
    if (!this.#open) return;
    this.#send({ type: 'goaway', lastStream: this.#lastStream });
    this.#open = false;
    this.#headers.close();
    this.#transport.close();
  }

  /** The transport is gone. */
  lost(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#headers.close();
    for (const stream of this.#streams.values()) stream.receive(new Uint8Array(), true);
    this.onLost();
  }

  async #take(frame: Frame): Promise<void> {
    switch (frame.type) {
      case 'open':
        return this.#opened(frame);
      case 'data':
        this.#streams.get(frame.stream)?.receive(frame.bytes, frame.last);
        return;
      case 'reset':
        this.#streams.get(frame.stream)?.receive(new Uint8Array(), true);
        this.#streams.delete(frame.stream);
        return;
      case 'reply':
      case 'headers':
        // Read only because all headers are one compressed stream.
        await this.#headers.read(frame.headers);
        return;
      case 'ping':
        this.#send(frame);
    }
  }

  async #opened(frame: Extract<Frame, { type: 'open' }>): Promise<void> {
    const headers = await this.#headers.read(frame.headers);
    const stream = new SpdyStream(frame.stream, {
      reply: (id) => this.#send({ type: 'reply', stream: id, headers: this.#headerWriter.write({}), last: false }),
      data: (id, bytes, last) => this.#send({ type: 'data', stream: id, bytes: Buffer.from(bytes), last }),
      reset: (id) => {
        this.#send({ type: 'reset', stream: id, reason: CANCEL });
        this.#streams.delete(id);
      },
    });
    if (this.#streams.size >= MOST_STREAMS || this.#streams.has(frame.stream)) {
      stream.reset();
      return;
    }
    this.#lastStream = frame.stream;
    this.#streams.set(frame.stream, stream);
    if (frame.last) stream.receive(new Uint8Array(), true);
    this.onStream(stream, headers);
  }

  /** Forgets a stream both sides are done with. */
  forget(stream: SpdyStream): void {
    this.#streams.delete(stream.id);
  }

  #send(frame: Exclude<Frame, { type: 'other' }>): void {
    if (this.#open) this.#transport.send(writeFrame(frame));
  }
}
