import {
  type AppliedText,
  appliedManifests,
  offsetInBlock,
  type WrittenFiles,
} from '../manifests/applied-manifests.ts';
import { joinPath, shownPath } from '../paths.ts';
import type { FileTree } from '../types.ts';
import { readYamlDocuments } from '../yaml-text.ts';
import type { Finding, ManifestRule, Rule } from './rule.ts';

export const manifestContent: Rule = {
  name: 'manifest-content',
  severity: 'warning',
  description:
    'an alert that the API would refuse, or that would never fire (told as alert-refused, alert-query, alert-never-fires)',
  check({ tree, challenges, manifestRules }) {
    if (manifestRules.length === 0) return [];
    const inTexts = challenges.flatMap(({ runnable, inBlock, file }) =>
      runnable.flatMap((block) =>
        manifestsIn(block.code.text).flatMap((applied) =>
          findingsIn(applied.text, manifestRules).map((finding) => ({
            ...finding,
            file,
            position: inBlock(block, offsetInBlock(applied, finding.position)),
          })),
        ),
      ),
    );
    const inFiles = manifestFiles(tree, '').flatMap((path) =>
      findingsIn(tree.read(path) ?? '', manifestRules).map((finding) => ({ ...finding, file: shownPath(tree, path) })),
    );
    return [...inTexts, ...inFiles];
  },
};

/** What a block applies, and the YAML files it writes for a later one to apply. */
function manifestsIn(script: string): AppliedText[] {
  const written: WrittenFiles = new Map();
  const applied = appliedManifests(script, () => undefined, written);
  const files = [...written].filter(([path]) => /\.ya?ml$/.test(path)).map(([, file]) => file);
  const byOffset = new Map([...applied, ...files].map((text) => [text.offset, text]));
  return [...byOffset.values()].filter(({ offset }) => offset !== undefined);
}

function findingsIn(text: string, rules: readonly ManifestRule[]): Omit<Finding, 'file'>[] {
  return readYamlDocuments(text).flatMap(({ value, problems, at, inText }) => {
    if (problems.length > 0) return [];
    return rules
      .flatMap((rule) => rule(value))
      .map(({ path, at: inner, ...finding }) => ({ ...finding, position: inner ? inText(path, inner) : at(path) }));
  });
}

/** YAML files of the tree; what a track's own files are is other rules' business. */
function manifestFiles(tree: FileTree, folder: string): string[] {
  return (tree.list(folder) ?? []).flatMap((name) => {
    const path = joinPath(folder, name) ?? name;
    if (name.endsWith('/')) return name.startsWith('.') || name === 'node_modules/' ? [] : manifestFiles(tree, path);
    return /\.ya?ml$/.test(name) ? [path] : [];
  });
}
