/** A field as it is on the wire: a number, or bytes. */
export type WireValue = bigint | Uint8Array;

const VARINT = 0;
const EIGHT_BYTES = 1;
const BYTES = 2;
const FOUR_BYTES = 5;
const LONGEST_VARINT = 10;

/** What claims to be protobuf and is not. */
export class ProtobufError extends Error {
  override readonly name = 'ProtobufError';
}

/** Yields number and value of each field of a message (protobuf.dev/programming-guides/encoding). Throws `ProtobufError`. */
export function* wireFields(bytes: Uint8Array): Generator<[number: number, value: WireValue]> {
  let at = 0;

  function varint(): bigint {
    let value = 0n;
    for (let count = 0; count < LONGEST_VARINT; count++) {
      const byte = bytes[at++];
      if (byte === undefined) throw new ProtobufError('unexpected EOF');
      value |= BigInt(byte & 0x7f) << BigInt(7 * count);
      if (byte < 0x80) return value;
    }
    throw new ProtobufError('proto: integer overflow');
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw new ProtobufError('unexpected EOF');
    at += length;
    return bytes.subarray(at - length, at);
  }

  while (at < bytes.length) {
    const tag = varint();
    const number = Number(tag >> 3n);
    const kind = Number(tag & 7n);
    if (number === 0) throw new ProtobufError('proto: illegal tag 0');
    if (kind === VARINT) yield [number, varint()];
    else if (kind === BYTES) yield [number, take(Number(varint()))];
    else if (kind === EIGHT_BYTES) yield [number, take(8)];
    else if (kind === FOUR_BYTES) yield [number, take(4)];
    else throw new ProtobufError(`proto: illegal wireType ${kind}`);
  }
}
