import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

const LEFT_AS_TEXT = new Set(['timestamp', 'binary', 'omap', 'pairs', 'set']);
const EXPONENT = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)[eE][-+]?[0-9]+$/;

/**
 * YAML as kubectl's Go library reads it: 1.1 with its booleans (`yes`, `on`, `y`), but times and base-60 numbers
 * (`80:80`) stay text, as does `e1`, and duplicate keys are no error.
 */
export const GO_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  merge: true,
  uniqueKeys: false,
  customTags: (tags: Tags): Tags =>
    tags.flatMap((tag): Tags => {
      if (typeof tag === 'string') return [tag];
      const isOther = LEFT_AS_TEXT.has(tag.tag.split(':').at(-1)!);
      if (isOther || ('format' in tag && tag.format === 'TIME')) return [];
      return 'format' in tag && tag.format === 'EXP' ? [{ ...tag, test: EXPONENT } as ScalarTag] : [tag];
    }),
};
