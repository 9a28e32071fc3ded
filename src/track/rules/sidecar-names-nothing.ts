import { fieldsOf } from '../fields.ts';
import { missingFiles } from '../load/missing-files.ts';
import { shownPath } from '../paths.ts';
import type { Step } from '../types.ts';
import type { Rule } from './rule.ts';

/** A step that was renumbered or a file that was moved leaves firedrill.yml behind. */
export const sidecarNamesNothing: Rule = {
  name: 'sidecar-names-nothing',
  severity: 'error',
  description: 'firedrill.yml names a step, a block, a check or a file that is not there',
  check({ tree, source: { sidecar, root }, track }) {
    if (!sidecar) return [];
    const { fields, yaml } = sidecar;
    const steps = track.challenges.flatMap((challenge) => challenge.steps);
    const missing = missingFiles(tree, root, sidecar);
    for (const [key, value] of Object.entries(fieldsOf(fields['steps']))) {
      const step = stepOf(key, steps);
      if (!step)
        missing.push({ path: ['steps', key], message: `the track has no step ${key}: ${numbers(steps.length)}` });
      for (const position of step ? Object.keys(fieldsOf(fieldsOf(value)['blocks'])) : []) {
        if (step!.blocks[Number(position) - 1]) continue;
        const message = `step ${step!.id} has no block ${position}: it has ${step!.blocks.length}`;
        missing.push({ path: ['steps', key, 'blocks', position], message });
      }
    }
    return missing.map(({ path, message }) => ({
      file: shownPath(tree, sidecar.file),
      position: yaml.at(path),
      message,
    }));
  },
};

function stepOf(key: string, steps: readonly Step[]): Step | undefined {
  return steps.find(({ id, number }) => id === key || (/^\d+(?:-|$)/.test(key) && Number.parseInt(key, 10) === number));
}

function numbers(count: number): string {
  return `its steps are 01 to ${String(count).padStart(2, '0')}`;
}
