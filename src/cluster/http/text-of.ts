/** A body as text; bytes that are no UTF-8 become replacement characters. */
export function textOf(body: string | Uint8Array): string {
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
