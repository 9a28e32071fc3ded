import { shownPath } from '../paths.ts';
import type { Rule } from './rule.ts';

export const unknownEnvironment: Rule = {
  name: 'unknown-environment',
  severity: 'error',
  description: 'firedrill.yml names an environment that is not there',
  check({ tree, source: { sidecar }, track, environments }) {
    const { environment } = track.sidecar;
    if (!sidecar || !environment || !environments || environments.includes(environment)) return [];
    const message = `there is no environment ${environment}`;
    const advice = `there are: ${environments.join(', ')}`;
    return [{ file: shownPath(tree, sidecar.file), position: sidecar.yaml.at(['environment']), message, advice }];
  },
};
