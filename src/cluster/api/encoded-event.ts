import type { KubernetesObject } from '../types.ts';

const encoder = new TextEncoder();
/** Bytes of what was sent of an object, by the event's type. Objects that were sent once never change. */
const sent = new WeakMap<KubernetesObject, Map<string, Uint8Array>>();

/** The line of a watch that tells of an object: made once, however many clients watch. */
export function encodedEvent(type: string, object: KubernetesObject): Uint8Array {
  let lines = sent.get(object);
  if (!lines) sent.set(object, (lines = new Map()));
  let line = lines.get(type);
  if (!line) lines.set(type, (line = encodedLine({ type, object })));
  return line;
}

/** One document of a watch, as it goes over the wire. */
export function encodedLine(document: unknown): Uint8Array {
  return encoder.encode(`${JSON.stringify(document)}\n`);
}
