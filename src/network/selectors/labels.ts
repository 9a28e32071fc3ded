/** What a selector looks at. */
export type Labels = ReadonlyMap<string, string>;

/** A compiled selector: true for the labels it selects. */
export type Selector = (labels: Labels) => boolean;

/** A selector that does not parse, with what was expected and where. */
export class SelectorError extends Error {
  override readonly name = 'SelectorError';
}
