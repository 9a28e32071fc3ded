/** Parsed JSON whose shape the code at hand knows. */
// biome-ignore lint/suspicious/noExplicitAny: the API is open; each reader knows the fields it asks for
export type JsonObject = Record<string, any>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
