import { isFields } from '../fields.ts';

/** What a value of firedrill.yml must be; assets/schema/firedrill.schema.json says the same to editors. */
export type Shape =
  | { kind: 'text' | 'number' | 'boolean' | 'exit status' | 'speed' }
  | { kind: 'text map'; keys?: 'URL' }
  | { kind: 'map'; of: Shape }
  | { kind: 'fields'; fields: Readonly<Record<string, Shape>> };

const blockShape: Shape = {
  kind: 'fields',
  fields: { exit: { kind: 'exit status' }, output: { kind: 'boolean' }, skip: { kind: 'boolean' } },
};

const stepShape: Shape = {
  kind: 'fields',
  fields: { check: { kind: 'text' }, expectFail: { kind: 'boolean' }, blocks: { kind: 'map', of: blockShape } },
};

export const sidecarShape: Shape & { kind: 'fields' } = {
  kind: 'fields',
  fields: {
    environment: { kind: 'text' },
    variables: { kind: 'text map' },
    files: { kind: 'text map' },
    downloads: { kind: 'text map', keys: 'URL' },
    speed: { kind: 'speed' },
    calicoRelease: { kind: 'text' },
    steps: { kind: 'map', of: stepShape },
  },
};

interface ShapeProblem {
  path: (string | number)[];
  message: string;
  advice?: string;
}

/** Everything in `value` that is not of this shape. Empty values are as good as absent. */
export function shapeProblems(value: unknown, shape: Shape, path: (string | number)[] = []): ShapeProblem[] {
  if (value === undefined || value === null) return [];
  if (shape.kind === 'fields') return fieldProblems(value, shape.fields, path);
  if (shape.kind === 'map') {
    if (!isFields(value)) return [wrong(value, 'a mapping', path)];
    return Object.entries(value).flatMap(([key, entry]) => shapeProblems(entry, shape.of, [...path, key]));
  }
  if (shape.kind === 'text map') {
    if (!isFields(value)) return [wrong(value, 'a mapping of texts', path)];
    return Object.entries(value).flatMap(([key, entry]) => {
      if (shape.keys === 'URL' && !/^https?:\/\/[^/]/.test(key))
        return [
          { path: [...path, key], message: `${key} is no URL`, advice: 'write it as commands do, with https://' },
        ];
      return isScalar(entry) ? [] : [wrong(entry, 'a text', [...path, key])];
    });
  }
  return isOfKind(value, shape.kind) ? [] : [wrong(value, EXPECTED[shape.kind], path)];
}

const EXPECTED = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  'exit status': 'an exit status from 0 to 255',
  speed: 'a number above 0',
} as const;

function fieldProblems(
  value: unknown,
  fields: Readonly<Record<string, Shape>>,
  path: (string | number)[],
): ShapeProblem[] {
  if (!isFields(value)) return [wrong(value, 'a mapping', path)];
  return Object.entries(value).flatMap(([key, entry]) => {
    const shape = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (shape) return shapeProblems(entry, shape, [...path, key]);
    const advice = `known here: ${Object.keys(fields).join(', ')}`;
    return [{ path: [...path, key], message: `firedrill.yml knows no key ${key} here`, advice }];
  });
}

function isOfKind(value: unknown, kind: string): boolean {
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'text') return isScalar(value);
  if (typeof value !== 'number') return false;
  if (kind === 'speed') return value > 0;
  return kind === 'number' || (Number.isInteger(value) && value >= 0 && value <= 255);
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function wrong(value: unknown, expected: string, path: (string | number)[]): ShapeProblem {
  const key = path.at(-1) ?? 'this file';
  return { path, message: `${key} must be ${expected}, this is ${JSON.stringify(value)}` };
}
