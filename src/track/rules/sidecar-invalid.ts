import { shapeProblems, sidecarShape } from '../load/sidecar-shape.ts';
import { shownPath } from '../paths.ts';
import type { Rule } from './rule.ts';

export const sidecarInvalid: Rule = {
  name: 'sidecar-invalid',
  severity: 'error',
  description: 'firedrill.yml with an unknown key or a value of the wrong type',
  check({ tree, source: { sidecar } }) {
    if (!sidecar) return [];
    return shapeProblems(sidecar.fields, sidecarShape).map(({ path, message, advice }) => ({
      file: shownPath(tree, sidecar.file),
      position: sidecar.yaml.at(path),
      message,
      ...(advice ? { advice } : {}),
    }));
  },
};
