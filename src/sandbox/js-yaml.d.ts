/** What `read-yaml.ts` uses of js-yaml 3, which brings no types. */
declare module 'js-yaml' {
  interface Schema {
    readonly explicit: readonly unknown[];
  }
  export const CORE_SCHEMA: Schema;
  export function loadAll(text: string, iterator: undefined, options: { schema: Schema; filename?: string }): unknown[];
}
