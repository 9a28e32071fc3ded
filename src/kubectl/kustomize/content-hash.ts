import type { Json } from '../client/api-client.ts';

const LETTERS: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/**
 * The ten letters kustomize puts behind the name of a generated ConfigMap or Secret: SHA-256 of a JSON of what the
 * object holds, with the digits that could spell words replaced. `create --append-hash` takes its `name` in, too.
 */
export async function contentHash(object: Json, name = ''): Promise<string> {
  const { kind, data = '', binaryData, stringData, type = '' } = object;
  // Measured: kustomize leaves the name empty, whatever the object is called.
  const content =
    kind === 'Secret'
      ? { data, kind, name, ...(stringData ? { stringData } : {}), type }
      : { ...(binaryData ? { binaryData } : {}), data, kind, name };
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(goJson(content)));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [...hex.slice(0, 10)].map((digit) => LETTERS[digit] ?? digit).join('');
}

/** JSON as Go writes it: keys sorted, and what HTML could misread escaped. */
function goJson(value: Json): string {
  const sorted = JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
  return sorted.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
