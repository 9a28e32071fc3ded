import { once } from 'node:events';
import { constants, createInflate, type Inflate } from 'node:zlib';
import { SPDY_DICTIONARY } from './dictionary.ts';
import { SpdyError } from './frames.ts';

export type Headers = Record<string, string>;

const LARGEST_BLOCK = 64 * 1024;

/** Reads header blocks; all of a connection are one compressed stream, so they must come in order and one at a time. */
export class HeaderReader {
  readonly #inflate: Inflate = createInflate({ dictionary: SPDY_DICTIONARY, finishFlush: constants.Z_SYNC_FLUSH });

  /** Rejects with `SpdyError` for what is no header block; the connection is lost then. */
  async read(block: Buffer): Promise<Headers> {
    const failed = once(this.#inflate, 'error').then(([error]) => Promise.reject(new SpdyError(error.message)));
    failed.catch(() => {});
    const flushed = new Promise<void>((resolve) => {
      this.#inflate.write(block);
      this.#inflate.flush(constants.Z_SYNC_FLUSH, resolve);
    });
    await Promise.race([flushed, failed]);
    this.#inflate.removeAllListeners('error');
    this.#inflate.on('error', () => {});
    const text = this.#inflate.read() as Buffer | null;
    return parse(text ?? Buffer.alloc(0));
  }

  close(): void {
    this.#inflate.close();
  }
}

function parse(text: Buffer): Headers {
  if (text.length > LARGEST_BLOCK)
    throw new SpdyError(`headers of ${text.length} bytes; at most ${LARGEST_BLOCK} are taken`);
  const headers: Headers = {};
  let at = 0;
  const word = (): number => {
    if (at + 4 > text.length) throw new SpdyError('a header block ends too early');
    at += 4;
    return text.readUInt32BE(at - 4);
  };
  const part = (): string => {
    const length = word();
    if (at + length > text.length) throw new SpdyError('a header block ends too early');
    at += length;
    return text.toString('utf8', at - length, at);
  };
  for (let count = word(); count > 0; count--) {
    const name = part().toLowerCase();
    headers[name] = part();
  }
  return headers;
}

/**
 * Writes header blocks as one zlib stream of stored, uncompressed pieces: allowed by the format, and needing no
 * compressor of its own for the handful of bytes a server of kubectl's has to say.
 */
export class HeaderWriter {
  #begun = false;

  write(headers: Headers): Buffer {
    const entries = Object.entries(headers);
    const parts = entries.flatMap(([name, value]) => [lengthPrefixed(name), lengthPrefixed(value)]);
    const text = Buffer.concat([number(entries.length), ...parts]);
    const stored = Buffer.alloc(5);
    stored.writeUInt16LE(text.length, 1);
    stored.writeUInt16LE(~text.length & 0xffff, 3);
    const start = this.#begun ? Buffer.alloc(0) : STREAM_START;
    this.#begun = true;
    return Buffer.concat([start, stored, text, EMPTY_PIECE]);
  }
}

/** Ends each block, as a flushed compressor does: Go hands on what it has read when it meets one. */
const EMPTY_PIECE = Buffer.of(0, 0, 0, 0xff, 0xff);
/** The zlib header that says "with a dictionary", and the dictionary's checksum. */
const STREAM_START = Buffer.concat([Buffer.of(0x78, 0xbb), number(adler32(SPDY_DICTIONARY))]);

function adler32(bytes: Buffer): number {
  let low = 1;
  let high = 0;
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function lengthPrefixed(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([number(bytes.length), bytes]);
}
