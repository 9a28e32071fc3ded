import { describe, expect, test } from 'vitest';
import { allowed, global, local, web, world } from '../testing/policy-world.ts';

describe('namespaces of a rule', () => {
  const apiToWeb = { from: 'api' } as const;

  test('a namespaced policy sees its own namespace only', () => {
    const rule = { action: 'Allow', source: { selector: "app == 'api'" } };
    expect(allowed(world(local('p', { selector: web, ingress: [rule] })), apiToWeb)).toBe(false);
    expect(allowed(world(global('p', { selector: web, ingress: [rule] })), apiToWeb)).toBe(true);
  });

  test('unless its rule names another', () => {
    const rule = { action: 'Allow', source: { selector: "app == 'api'", namespaceSelector: "env == 'prod'" } };
    expect(allowed(world(local('p', { selector: web, ingress: [rule] })), apiToWeb)).toBe(true);
  });

  test('a namespaced rule without selectors matches everyone', () => {
    expect(allowed(world(local('p', { selector: web, ingress: [{ action: 'Allow' }] })), apiToWeb)).toBe(true);
  });

  test('a namespaced policy selects no pod of another namespace', () => {
    expect(allowed(world(local('p', { selector: 'all()' }, 'prod')))).toBe(true);
  });

  test.each([
    ["projectcalico.org/namespace == 'dev'", undefined, undefined, false],
    ['all()', "env == 'prod'", undefined, true],
    ['all()', "kubernetes.io/metadata.name == 'dev'", undefined, false],
    ['all()', undefined, "trust == 'low'", true],
    ['all()', undefined, "projectcalico.org/name == 'default'", false],
  ])(
    'a global policy selects by %s, namespace %s, account %s',
    (selector, namespaceSelector, serviceAccountSelector, expected) => {
      expect(allowed(world(global('p', { selector, namespaceSelector, serviceAccountSelector })))).toBe(expected);
    },
  );
});
