import { describe, expect, test } from 'vitest';
import type { Lab } from '../testing/lab.ts';
import { global, judged, shown, web, world } from '../testing/policy-world.ts';

describe('staged policies', () => {
  const staged = (name: string, spec: object) => (lab: Lab) => lab.apply('StagedGlobalNetworkPolicy', name, spec);

  test('are recorded and do not decide', () => {
    const lab = world(staged('deny', { selector: web, ingress: [{ action: 'Deny' }] }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|staged:default.deny|deny|0',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('would deny at the end of the tier, which passes where nothing is enforced', () => {
    const lab = world(staged('nothing', { selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|staged:default.nothing|deny|-1',
      '1|__PROFILE__|__PROFILE__.kns.dev|allow|0',
    ]);
  });

  test('come before the enforced policy the end of the tier is attributed to', () => {
    const lab = world(staged('nothing', { order: 9, selector: web }), global('enforced', { order: 1, selector: web }));
    expect(shown(judged(lab).ingress?.hits)).toEqual([
      '0|default|staged:default.nothing|deny|-1',
      '1|default|default.enforced|deny|-1',
    ]);
  });

  test('stay out of a verdict an enforced rule of the tier reached', () => {
    const lab = world(
      staged('nothing', { order: 1, selector: web }),
      global('allow', { order: 2, selector: web, ingress: [{ action: 'Allow' }] }),
    );
    expect(shown(judged(lab).ingress?.hits)).toEqual(['0|default|default.allow|allow|0']);
  });

  test('that delete a policy judge nothing', () => {
    const lab = world(staged('gone', { selector: web, stagedAction: 'Delete' }));
    expect(judged(lab).ingress?.hits).toHaveLength(1);
  });

  test('of a namespace carry it in their name', () => {
    const lab = world((made) => made.apply('StagedNetworkPolicy', 'x', { selector: web }, { namespace: 'dev' }));
    expect(judged(lab).ingress?.hits[0]?.name).toBe('dev/staged:default.x');
  });
});
