/** One of the streams of a connection, both ways. */
export class SpdyStream {
  readonly id: number;
  readonly #out: StreamOutput;
  #early: Uint8Array[] = [];
  #take: ((bytes: Uint8Array) => void) | undefined;
  #finish: (() => void) | undefined;
  #finished = false;
  #ended = false;

  constructor(id: number, out: StreamOutput) {
    this.id = id;
    this.#out = out;
  }

  /** Hands over what arrives, from the first piece on. */
  listen(take: (bytes: Uint8Array) => void, finish: () => void = () => {}): void {
    this.#take = take;
    this.#finish = finish;
    for (const bytes of this.#early) take(bytes);
    this.#early = [];
    if (this.#finished) finish();
  }

  /** Accepts the stream, which the client waits for. */
  reply(): void {
    this.#out.reply(this.id);
  }

  write(bytes: Uint8Array): void {
    if (!this.#ended) this.#out.data(this.id, bytes, false);
  }

  /** Nothing more is written. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#out.data(this.id, new Uint8Array(), true);
  }

  /** Refuses the stream. */
  reset(): void {
    this.#ended = true;
    this.#out.reset(this.id);
  }

  /** For the connection: something arrived. */
  receive(bytes: Uint8Array, last: boolean): void {
    if (this.#finished) return;
    if (bytes.length > 0) {
      if (this.#take) this.#take(bytes);
      else this.#early.push(bytes);
    }
    if (!last) return;
    this.#finished = true;
    this.#finish?.();
  }
}

export interface StreamOutput {
  reply(stream: number): void;
  data(stream: number, bytes: Uint8Array, last: boolean): void;
  reset(stream: number): void;
}
