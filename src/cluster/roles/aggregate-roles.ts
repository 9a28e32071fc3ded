import { WorkQueue } from '../controllers/work-queue.ts';
import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import { matchLabelSelector } from '../selector/label-selector.ts';
import type { Controller, KubernetesObject, ReadStore } from '../types.ts';
import type { PolicyRule } from './policy-rule.ts';

const CLUSTER_ROLES = 'clusterroles.rbac.authorization.k8s.io';

/** Gives cluster roles with an `aggregationRule` the rules of those its selectors choose, whenever one changes. */
export function roleAggregation(): Controller {
  return {
    start({ store, clock }) {
      const queue = new WorkQueue(clock, () => {
        // A role may get its rules from one that gets its own from a third: whatever changes comes round again.
        for (const role of store.list(CLUSTER_ROLES)) {
          if (!role['aggregationRule'] || role.metadata.deletionTimestamp) continue;
          const rules = aggregatedRules(store, role);
          if (!deepEqual(rules, role['rules'] ?? [])) {
            store.update(CLUSTER_ROLES, undefined, role.metadata.name, (copy) => void (copy['rules'] = rules));
          }
        }
      });
      store.subscribe(CLUSTER_ROLES, () => queue.add(CLUSTER_ROLES));
    },
  };
}

function aggregatedRules(store: ReadStore, role: KubernetesObject): PolicyRule[] {
  const rules: PolicyRule[] = [];
  for (const selector of role['aggregationRule'].clusterRoleSelectors ?? []) {
    const chosen = matchLabelSelector(selector as JsonObject);
    for (const other of store.list(CLUSTER_ROLES)) {
      if (other.metadata.name === role.metadata.name || !chosen(other.metadata.labels ?? {})) continue;
      for (const rule of (other['rules'] ?? []) as PolicyRule[]) {
        if (!rules.some((known) => deepEqual(known, rule))) rules.push(rule);
      }
    }
  }
  return rules;
}
