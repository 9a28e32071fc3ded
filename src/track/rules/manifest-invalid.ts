import { appliedManifests, offsetInBlock } from '../manifests/applied-manifests.ts';
import { readYamlDocuments } from '../yaml-text.ts';
import type { Finding, Rule } from './rule.ts';

export const manifestInvalid: Rule = {
  name: 'manifest-yaml-invalid',
  severity: 'error',
  description: 'a here document that kubectl would refuse because it is no YAML',
  check({ challenges }) {
    return challenges.flatMap(({ runnable, inBlock, file }) =>
      runnable.flatMap((block) =>
        appliedManifests(block.code.text, () => undefined).flatMap((applied): Finding[] =>
          problemsOf(applied.text).map(({ position, message }) => ({
            file,
            position: inBlock(block, offsetInBlock(applied, position)),
            message: `this manifest is no YAML: ${message}`,
            advice: 'kubectl would refuse it; correct the line',
          })),
        ),
      ),
    );
  },
};

/** The first problem of each document; a line with a variable in it is only known once it runs. */
function problemsOf(text: string) {
  return readYamlDocuments(text).flatMap(({ problems }) =>
    problems.slice(0, 1).filter(({ position }) => !/\$[({A-Za-z]/.test(text.split('\n')[position.line - 1] ?? '')),
  );
}
