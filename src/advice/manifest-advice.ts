import { type Kind, nearestWord, type Schema } from '../cluster/index.ts';
import type { Advice } from './advise.ts';
import { didYouMean } from './did-you-mean.ts';
import type { World } from './world.ts';

export const manifestAdvice: readonly Advice[] = [
  {
    sign: /no matches for kind "([^"]+)" in version "([^"]+)"/,
    say: ([, name], world) => {
      const kinds = kindsOf(world);
      const served = kinds.filter(({ kind }) => kind === name).map(apiVersionOf);
      if (served.length > 0) return `${name} is served as ${served.join(' and ')}: correct apiVersion.`;
      return didYouMean(name!, new Set(kinds.map(({ kind }) => kind)));
    },
  },
  {
    sign: /(\w+) in version "[^"]+" cannot be handled as a \w+: strict decoding error: (?:.*?)unknown field "([^"]+)"/,
    say: ([, name, path], world) => fieldNear(name!, path!, world),
  },
  {
    sign: /line (\d+): found character that cannot start any token|found a tab character/,
    say: ([, line]) =>
      `YAML is indented with blanks, never with tabs${line ? `: look at the line after line ${Number(line) - 1}` : ''}.`,
  },
  {
    sign: /the namespace from the provided object "([^"]+)" does not match the namespace "([^"]+)"/,
    say: ([, own, asked]) => `The manifest says namespace ${own}, the command ${asked}: leave -n ${asked} out.`,
  },
  {
    sign: /\(AlreadyExists\): (?:error when creating "[^"]*": )?(\S+) "([^"]+)" already exists/,
    say: ([, resource, name]) =>
      `It is there already: 'kubectl apply' changes it, 'kubectl delete ${resource!.split('.')[0]} ${name}' takes it away.`,
  },
];

function kindsOf({ cluster }: World): readonly Kind[] {
  return cluster?.kinds.all ?? [];
}

function apiVersionOf({ group, version }: Kind): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The field of the same object whose name is nearest, by the kind's own schema. */
function fieldNear(name: string, path: string, world: World): string | undefined {
  const steps = path.replace(/\[\d+\]/g, '').split('.');
  const wrong = steps.pop()!;
  for (const { kind, schema } of kindsOf(world)) {
    if (kind !== name || !schema) continue;
    const parent = steps.reduce<Schema | undefined>(below, schema);
    const fields = parent?.type === 'object' ? Object.keys(parent.fields) : [];
    const meant = nearestWord(wrong, fields);
    if (meant) return `Did you mean ${[...steps, meant].join('.')}?`;
  }
  return `'kubectl explain ${name.toLowerCase()}${steps.map((step) => `.${step}`).join('')}' lists the fields there are.`;
}

function below(schema: Schema | undefined, step: string): Schema | undefined {
  const inner = schema?.type === 'array' ? schema.items : schema;
  const field = inner?.type === 'object' ? inner.fields[step] : inner?.type === 'map' ? inner.values : undefined;
  return field?.type === 'array' ? field.items : field;
}
