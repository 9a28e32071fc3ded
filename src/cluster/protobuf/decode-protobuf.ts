import type { JsonObject } from '../json-object.ts';
import { formatTimestamp } from '../timestamp.ts';
import { type FieldType, messageOf } from './messages.ts';
import { ProtobufError, type WireValue, wireFields } from './wire-fields.ts';

/** `k8s` and a zero byte. */
const PREFIX = [0x6b, 0x38, 0x73, 0x00];
/** Deeper than any object of the API; a body cannot use up the stack. */
const DEEPEST = 64;

/**
 * An object in the API's protobuf form, as kubectl from 1.32 on sends what it makes itself, in its JSON form: a four-byte
 * prefix, then `runtime.Unknown` with the type and the message. Throws `ProtobufError`.
 */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  if (!PREFIX.every((byte, index) => bytes[index] === byte)) {
    throw new ProtobufError('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]');
  }
  let apiVersion = '';
  let kind = '';
  let raw: Uint8Array = new Uint8Array();
  for (const [number, value] of wireFields(bytes.subarray(PREFIX.length))) {
    if (number === 2) raw = bytesOf(value);
    if (number !== 1) continue;
    for (const [part, text] of wireFields(bytesOf(value))) {
      if (part === 1) apiVersion = textOf(text);
      if (part === 2) kind = textOf(text);
    }
  }
  const message = [`${apiVersion} ${kind}`, kind].find(messageOf);
  if (!message) throw new ProtobufError(`no kind "${kind}" is registered for version "${apiVersion}"`);
  return { apiVersion, kind, metadata: {}, ...decodeMessage(message, raw, 0) };
}

function decodeMessage(name: string, bytes: Uint8Array, depth: number): JsonObject {
  const fields = messageOf(name);
  if (!fields || depth > DEEPEST) throw new ProtobufError(`proto: cannot read a ${name}`);
  const object: JsonObject = {};
  for (const [number, value] of wireFields(bytes)) {
    const field = fields.get(number);
    if (field) addField(object, field, value, depth + 1);
  }
  return object;
}

function addField(object: JsonObject, field: FieldType, value: WireValue, depth: number): void {
  const { name, type, pointer } = field;
  if (field.map) {
    object[name] ??= {};
    addEntry(object[name], type, bytesOf(value), depth);
  } else if (field.repeated) {
    object[name] ??= [];
    object[name].push(decodeValue(type, value, depth));
  } else if (field.embedded) {
    Object.assign(object, decodeMessage(type, bytesOf(value), depth));
  } else {
    const decoded = decodeValue(type, value, depth);
    if (decoded !== undefined && (pointer || !isZero(decoded))) object[name] = decoded;
  }
}

function addEntry(map: JsonObject, type: string, bytes: Uint8Array, depth: number): void {
  let key = '';
  let content = decodeValue(type, new Uint8Array(), depth);
  for (const [number, value] of wireFields(bytes)) {
    if (number === 1) key = textOf(value);
    else if (number === 2) content = decodeValue(type, value, depth);
  }
  Object.defineProperty(map, key, { value: content, enumerable: true, writable: true, configurable: true });
}

function decodeValue(type: string, value: WireValue, depth: number): unknown {
  switch (type) {
    case 'string':
      return textOf(value);
    case 'bool':
      return numberOf(value) !== 0;
    case 'int':
      return numberOf(value);
    case 'bytes':
      return base64(bytesOf(value));
    case 'quantity':
      return partsOf(value).text(1) || '0';
    case 'intOrString':
      return partsOf(value).number(1) === 1 ? partsOf(value).text(3) : partsOf(value).number(2);
    case 'time':
      return timestamp(value);
    case 'json':
      return json(partsOf(value).text(1));
    default:
      return decodeMessage(type, bytesOf(value), depth);
  }
}

/** A message with scalar fields only. */
function partsOf(value: WireValue): { text(number: number): string; number(number: number): number } {
  const parts = new Map(wireFields(bytesOf(value)));
  const part = (number: number) => parts.get(number);
  return {
    text: (number) => (part(number) === undefined ? '' : textOf(part(number)!)),
    number: (number) => (part(number) === undefined ? 0 : numberOf(part(number)!)),
  };
}

/** Go's zero time is an empty message. */
function timestamp(value: WireValue): string | undefined {
  if (bytesOf(value).length === 0) return undefined;
  const milliseconds = partsOf(value).number(1) * 1_000;
  if (Math.abs(milliseconds) > 8.64e15) throw new ProtobufError('proto: time out of range');
  return formatTimestamp(milliseconds);
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProtobufError('proto: invalid JSON in a raw field');
  }
}

function textOf(value: WireValue): string {
  return new TextDecoder().decode(bytesOf(value));
}

function bytesOf(value: WireValue): Uint8Array {
  if (typeof value === 'bigint') throw new ProtobufError('proto: wrong wireType = 0');
  return value;
}

function numberOf(value: WireValue): number {
  if (typeof value !== 'bigint') throw new ProtobufError('proto: wrong wireType = 2');
  return Number(BigInt.asIntN(64, value));
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function isZero(value: unknown): boolean {
  return value === '' || value === 0 || value === false;
}
