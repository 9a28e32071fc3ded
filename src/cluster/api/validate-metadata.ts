import {
  labelProblem,
  labelValueProblem,
  pathSegmentProblem,
  qualifiedNameProblem,
  serviceNameProblem,
  subdomainProblem,
} from '../names.ts';
import type { FieldProblem, Kind, KubernetesObject } from '../types.ts';

const NAME_FORMATS = {
  subdomain: subdomainProblem,
  label: labelProblem,
  service: serviceNameProblem,
  path: pathSegmentProblem,
};

const MAX_ANNOTATIONS_SIZE = 256 * 1_024;

/** What is wrong with the metadata every object has. */
export function validateMetadata(kind: Kind, object: KubernetesObject): FieldProblem[] {
  const { name, labels, annotations, finalizers } = object.metadata;
  return [
    ...nameProblems(kind, name),
    ...labelProblems(labels ?? {}, 'metadata.labels'),
    ...annotationProblems(annotations ?? {}),
    ...(finalizers ?? []).flatMap((finalizer, index) => finalizerProblems(finalizer, index)),
  ];
}

/** Keys and values of labels, also those in templates and selectors. */
export function labelProblems(labels: Readonly<Record<string, string>>, field: string): FieldProblem[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...problem(field, key, qualifiedNameProblem(key)),
    ...problem(field, value, labelValueProblem(String(value))),
  ]);
}

function nameProblems(kind: Kind, name: string | undefined): FieldProblem[] {
  if (!name) {
    return [{ field: 'metadata.name', reason: 'Required', detail: 'name or generateName is required' }];
  }
  return problem('metadata.name', name, NAME_FORMATS[kind.nameFormat ?? 'subdomain'](name));
}

function annotationProblems(annotations: Readonly<Record<string, string>>): FieldProblem[] {
  const field = 'metadata.annotations';
  const problems = Object.keys(annotations).flatMap((key) =>
    problem(field, key, qualifiedNameProblem(key.toLowerCase())),
  );
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) size += key.length + String(value).length;
  if (size <= MAX_ANNOTATIONS_SIZE) return problems;
  return [...problems, { field, reason: 'TooLong', detail: `may not be more than ${MAX_ANNOTATIONS_SIZE} bytes` }];
}

const STANDARD_FINALIZERS = new Set(['orphan', 'foregroundDeletion', 'kubernetes']);

function finalizerProblems(finalizer: string, index: number): FieldProblem[] {
  const named = problem('metadata.finalizers', finalizer, qualifiedNameProblem(finalizer));
  if (named.length > 0 || finalizer.includes('/') || STANDARD_FINALIZERS.has(finalizer)) return named;
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return [{ field: `metadata.finalizers[${index}]`, reason: 'Invalid', value: finalizer, detail }];
}

function problem(field: string, value: unknown, detail: string | undefined): FieldProblem[] {
  return detail === undefined ? [] : [{ field, reason: 'Invalid', value, detail }];
}
