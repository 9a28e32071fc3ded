import { labelProblems } from '../api/validate-metadata.ts';
import { deepEqual } from '../deep-equal.ts';
import type { JsonObject } from '../json-object.ts';
import { matchLabelSelector } from '../selector/label-selector.ts';
import type { FieldProblem, KubernetesObject } from '../types.ts';
import { defaultPodSpec } from './pod-spec-defaults.ts';
import { required, validatePodSpec } from './validate-pod-spec.ts';

/** Defaults of `spec.template`; `spec` is changed. */
export function defaultTemplate(spec: JsonObject): void {
  const template = (spec['template'] ??= {});
  template.metadata ??= {};
  template.metadata.creationTimestamp = null;
  defaultPodSpec((template.spec ??= {}));
}

/** What is wrong with an object that makes pods from a template; `own` are the kind's further problems. */
export function validateWorkload(
  object: KubernetesObject,
  old: KubernetesObject | undefined,
  own: readonly FieldProblem[] = [],
  restartPolicies: readonly string[] = ['Always'],
): FieldProblem[] {
  const { spec } = object;
  return [
    ...replicaProblems(spec.replicas),
    ...selectorProblems(spec),
    ...templateProblems(spec, restartPolicies),
    ...own,
    ...immutableSelector(spec, old),
  ];
}

/** A template is only looked at below a selector that makes sense. */
function templateProblems({ selector, template }: JsonObject, restartPolicies: readonly string[]): FieldProblem[] {
  if (labelProblems(selector?.matchLabels ?? {}, '').length > 0) return [];
  return [
    ...labelProblems(template.metadata.labels ?? {}, 'spec.template.metadata.labels'),
    ...validatePodSpec(template.spec, 'spec.template.spec', restartPolicies),
  ];
}

export function templateContainers(object: KubernetesObject): string {
  return object['spec'].template.spec.containers.map((container: JsonObject) => container['name']).join(',');
}

export function templateImages(object: KubernetesObject): string {
  return object['spec'].template.spec.containers.map((container: JsonObject) => container['image']).join(',');
}

function replicaProblems(replicas: number | undefined): FieldProblem[] {
  if (replicas === undefined || replicas >= 0) return [];
  const detail = 'must be greater than or equal to 0';
  return [{ field: 'spec.replicas', reason: 'Invalid', value: replicas, detail }];
}

function selectorProblems(spec: JsonObject): FieldProblem[] {
  const { selector, template } = spec;
  if (!selector) return [required('spec.selector')];
  if (!selector.matchLabels && !selector.matchExpressions?.length) {
    const detail = 'empty selector is invalid for deployment';
    return [{ field: 'spec.selector', reason: 'Invalid', value: selector, valueText: goSelector(selector), detail }];
  }
  const keys = labelProblems(selector.matchLabels ?? {}, 'spec.selector.matchLabels');
  if (keys.length > 0) {
    const detail = 'invalid label selector';
    return [...keys, { field: 'spec.selector', reason: 'Invalid', valueText: goSelector(selector), detail }];
  }
  const labels = template.metadata.labels ?? {};
  if (matchLabelSelector(selector)(labels)) return [];
  const detail = '`selector` does not match template `labels`';
  return [{ field: 'spec.template.metadata.labels', reason: 'Invalid', value: labels, detail }];
}

function immutableSelector(spec: JsonObject, old: KubernetesObject | undefined): FieldProblem[] {
  if (!old || deepEqual(old['spec'].selector, spec['selector'])) return [];
  const { selector } = spec;
  return [
    {
      field: 'spec.selector',
      reason: 'Invalid',
      value: selector,
      valueText: goSelector(selector),
      detail: 'field is immutable',
    },
  ];
}

/** A selector as Go's `%#v` prints it, which is how the server shows it. */
function goSelector(selector: JsonObject | undefined): string {
  const labels = selector?.['matchLabels'];
  const text = labels
    ? `map[string]string{${Object.keys(labels)
        .sort()
        .map((key) => `${JSON.stringify(key)}:${JSON.stringify(labels[key])}`)
        .join(', ')}}`
    : 'map[string]string(nil)';
  return `v1.LabelSelector{MatchLabels:${text}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`;
}
