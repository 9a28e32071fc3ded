import type { Json } from '../client/api-client.ts';
import { annotationLines, type Describer, eventLines, pairLines } from './describer.ts';

const HIDDEN = new Set(['managedFields', 'name', 'namespace', 'labels', 'annotations', 'generateName', 'selfLink']);

/** Any kind without a description of its own: all its fields, in the words of the field names. */
export const describeGeneric: Describer = async (object, context) => {
  const { metadata, apiVersion, kind, ...rest } = object;
  const shown = Object.fromEntries(Object.entries(metadata as Json).filter(([key]) => !HIDDEN.has(key)));
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace ?? ''}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `API Version:\t${apiVersion}`,
    `Kind:\t${kind}`,
    ...mapLines({ metadata: shown, ...rest }, 0),
    ...(await eventLines(object, context)),
  ];
};

function mapLines(map: Json, level: number): string[] {
  const pad = '  '.repeat(level);
  const keys = Object.keys(map).sort((one, other) => (words(one) < words(other) ? -1 : 1));
  return keys.flatMap((key) => {
    const value = map[key];
    const label = `${pad}${words(key)}:`;
    if (Array.isArray(value)) return [label, ...listLines(value, level + 1)];
    if (value !== null && typeof value === 'object') return [label, ...mapLines(value, level + 1)];
    return [`${label}\t${scalarText(value)}`];
  });
}

function listLines(list: readonly Json[], level: number): string[] {
  const pad = '  '.repeat(level);
  return list.flatMap((item) => {
    if (Array.isArray(item)) return listLines(item, level + 1);
    if (item !== null && typeof item === 'object') return mapLines(item, level);
    return [`${pad}${scalarText(item)}`];
  });
}

function scalarText(value: Json): string {
  return value === null || value === undefined ? '<nil>' : String(value);
}

/** `aggregateBy` is shown as `Aggregate By`, `uid` as `UID`. */
function words(name: string): string {
  if (/^[A-Z]+$/.test(name) || /[^A-Za-z0-9]/.test(name)) return name;
  const acronyms = new Set(['api', 'url', 'uid', 'osb', 'guid']);
  return name
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .map((word) => (acronyms.has(word.toLowerCase()) ? word.toUpperCase() : word[0]!.toUpperCase() + word.slice(1)))
    .join(' ');
}
