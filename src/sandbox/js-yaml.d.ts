/** What `read-yaml.ts` uses of js-yaml 3, which brings no types and, to plain Node, a default export only. */
declare module 'js-yaml' {
  interface Schema {
    readonly explicit: readonly unknown[];
  }
  const yaml: {
    readonly CORE_SCHEMA: Schema;
    loadAll(text: string, iterator: undefined, options: { schema: Schema; filename?: string }): unknown[];
  };
  export default yaml;
}
