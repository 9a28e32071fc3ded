/** A frame of SPDY/3.1, as far as kubectl's streams need them (draft-mbelshe-httpbis-spdy-00, section 2). */
export type Frame =
  | { type: 'data'; stream: number; bytes: Buffer; last: boolean }
  | { type: 'open'; stream: number /** Compressed. */; headers: Buffer; last: boolean }
  | { type: 'reply'; stream: number /** Compressed. */; headers: Buffer; last: boolean }
  | { type: 'headers'; stream: number /** Compressed. */; headers: Buffer; last: boolean }
  | { type: 'reset'; stream: number; reason: number }
  | { type: 'ping'; id: Buffer }
  | { type: 'goaway'; lastStream: number }
  /** Settings, windows and what came later: kubectl does not depend on them. */
  | { type: 'other' };

const CONTROL = 0x8003;
const TYPES = { open: 1, reply: 2, reset: 3, ping: 6, goaway: 7, headers: 8 };
const LAST = 1;
const HEAD = 8;
const STREAM_BITS = 0x7fffffff;
/** Clients send 32 KiB at a time; a frame may be 16 MiB, which nobody needs. */
const LARGEST_FRAME = 1024 * 1024;

/** What arrives is no SPDY. */
export class SpdyError extends Error {
  override readonly name = 'SpdyError';
}

/** Cuts a stream of bytes, however it arrives, into frames. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The frames that are complete now. Throws `SpdyError`. */
  *push(bytes: Uint8Array): Generator<Frame> {
    this.#rest = this.#rest.length === 0 ? Buffer.from(bytes) : Buffer.concat([this.#rest, bytes]);
    while (this.#rest.length >= HEAD) {
      const length = this.#rest.readUIntBE(5, 3);
      if (length > LARGEST_FRAME) throw new SpdyError(`a frame of ${length} bytes; at most ${LARGEST_FRAME} are taken`);
      if (this.#rest.length < HEAD + length) return;
      const frame = this.#rest.subarray(0, HEAD + length);
      this.#rest = this.#rest.subarray(HEAD + length);
      yield readFrame(frame);
    }
  }
}

function readFrame(frame: Buffer): Frame {
  const last = (frame[4]! & LAST) !== 0;
  const payload = frame.subarray(HEAD);
  if ((frame[0]! & 0x80) === 0) return { type: 'data', stream: frame.readUInt32BE(0), bytes: payload, last };
  if (frame.readUInt16BE(0) !== CONTROL) throw new SpdyError(`version ${frame.readUInt16BE(0) & 0x7fff}; 3 is spoken`);
  return controlFrame(frame.readUInt16BE(2), payload, last);
}

function controlFrame(type: number, payload: Buffer, last: boolean): Frame {
  switch (type) {
    case TYPES.open:
      return { type: 'open', stream: number(payload, 0), headers: payload.subarray(10), last };
    case TYPES.reply:
      return { type: 'reply', stream: number(payload, 0), headers: payload.subarray(4), last };
    case TYPES.headers:
      return { type: 'headers', stream: number(payload, 0), headers: payload.subarray(4), last };
    case TYPES.reset:
      return { type: 'reset', stream: number(payload, 0), reason: number(payload, 4) };
    case TYPES.ping:
      return { type: 'ping', id: Buffer.from(payload.subarray(0, 4)) };
    case TYPES.goaway:
      return { type: 'goaway', lastStream: number(payload, 0) };
    default:
      return { type: 'other' };
  }
}

function number(payload: Buffer, offset: number): number {
  if (payload.length < offset + 4) throw new SpdyError(`a control frame of ${payload.length} bytes is too short`);
  return payload.readUInt32BE(offset) & STREAM_BITS;
}

/** The bytes of a frame. */
export function writeFrame(frame: Exclude<Frame, { type: 'other' }>): Buffer {
  switch (frame.type) {
    case 'data':
      return joined(word(frame.stream), flags(frame), frame.bytes);
    case 'open':
      return control(frame.type, flags(frame), word(frame.stream), word(0), Buffer.alloc(2), frame.headers);
    case 'reply':
    case 'headers':
      return control(frame.type, flags(frame), word(frame.stream), frame.headers);
    case 'reset':
      return control(frame.type, 0, word(frame.stream), word(frame.reason));
    case 'ping':
      return control(frame.type, 0, frame.id);
    case 'goaway':
      return control(frame.type, 0, word(frame.lastStream), word(0));
  }
}

function flags({ last }: { last: boolean }): number {
  return last ? LAST : 0;
}

function control(type: keyof typeof TYPES, flag: number, ...payload: Buffer[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(CONTROL, 0);
  head.writeUInt16BE(TYPES[type], 2);
  return joined(head, flag, Buffer.concat(payload));
}

function joined(head: Buffer, flag: number, payload: Buffer): Buffer {
  const length = word(payload.length);
  length[0] = flag;
  return Buffer.concat([head, length, payload]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
