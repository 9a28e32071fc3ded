import { type Fields, fieldsOf, isFields, listOf, textOf } from '../fields.ts';
import { readYamlDocuments } from '../yaml-text.ts';

/** One Kubernetes object of a manifest text. */
interface ManifestDocument {
  manifest: Fields;
  kind: string;
  name: string;
  namespace: string;
  /** Line in the manifest text, 1-based. */
  line: number;
}

/** The objects of a manifest text; a `List` gives its items. Documents that are no YAML mapping are left out. */
export function manifestDocuments(text: string): ManifestDocument[] {
  return readYamlDocuments(text).flatMap(({ value, problems, at }) => {
    if (problems.length > 0 || !isFields(value)) return [];
    const objects = value['kind'] === 'List' ? listOf(value['items']).filter(isFields) : [value];
    return objects.map((manifest) => describe(manifest, at([]).line));
  });
}

function describe(manifest: Fields, line: number): ManifestDocument {
  const metadata = fieldsOf(manifest['metadata']);
  return {
    manifest,
    kind: textOf(manifest['kind']),
    name: textOf(metadata['name']),
    namespace: textOf(metadata['namespace']),
    line,
  };
}
