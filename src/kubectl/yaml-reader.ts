import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

const LEFT_AS_TEXT = new Set(['timestamp', 'binary', 'omap', 'pairs', 'set']);
const EXPONENT = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)[eE][-+]?[0-9]+$/;

const DECIMAL = /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)$/;

/**
 * YAML as kubectl's Go library reads it: 1.1 with its booleans (`yes`, `on`, `y`), but times and base-60 numbers
 * (`80:80`) stay text, as does `e1`, and duplicate keys are no error.
 */
export const GO_YAML: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  merge: true,
  uniqueKeys: false,
  customTags: (tags: Tags): Tags => tags.flatMap(asGo),
};

function asGo(tag: Tags[number]): Tags {
  if (typeof tag === 'string') return [tag];
  const name = tag.tag.split(':').at(-1)!;
  const format = 'format' in tag ? tag.format : undefined;
  if (LEFT_AS_TEXT.has(name) || format === 'TIME') return [];
  if (name !== 'float') return [tag];
  if (format === 'EXP') return [{ ...tag, test: EXPONENT } as ScalarTag];
  // The library takes a lone dot for a number.
  const isDecimal = 'test' in tag && tag.test?.test('1.5');
  return isDecimal ? [{ ...tag, test: DECIMAL } as ScalarTag] : [tag];
}
