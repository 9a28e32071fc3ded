/** Types and functions that rules in CEL have besides the standard ones. */
export interface CelLibrary {
  types?: Readonly<Record<string, new (...values: never[]) => object>>;
  /** By signature (`Type.method(string): bool`). */
  // biome-ignore lint/suspicious/noExplicitAny: each signature says what comes in
  functions: Readonly<Record<string, (...values: any[]) => unknown>>;
  /** How two of a type are compared by `==`. */
  // biome-ignore lint/suspicious/noExplicitAny: two of the type it stands at
  equal?: Readonly<Record<string, (one: any, other: any) => boolean>>;
  /** Names that stand for something of these types. */
  variables?: Readonly<Record<string, { type: string; value: unknown }>>;
}
