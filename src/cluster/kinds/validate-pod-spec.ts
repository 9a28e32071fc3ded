import type { JsonObject } from '../json-object.ts';
import { labelProblem } from '../names.ts';
import type { FieldProblem } from '../types.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** What is wrong with a pod's spec or a template's, at `path` (`spec`, `spec.template.spec`). */
export function validatePodSpec(
  spec: JsonObject,
  path: string,
  restartPolicies: readonly string[] = ['Always', 'OnFailure', 'Never'],
): FieldProblem[] {
  const volumes = new Set<string>((spec['volumes'] ?? []).map((volume: JsonObject) => volume['name']));
  const names = new Set<string>();
  return [
    ...volumeProblems(spec['volumes'] ?? [], `${path}.volumes`),
    ...containersProblems(spec, `${path}.containers`, volumes, names),
    ...containerListProblems(spec['initContainers'] ?? [], `${path}.initContainers`, volumes, names),
    ...restartPolicyProblems(spec['restartPolicy'], `${path}.restartPolicy`, restartPolicies),
    ...nodeNameProblems(spec['nodeName'], `${path}.nodeName`),
  ];
}

function containersProblems(
  spec: JsonObject,
  path: string,
  volumes: ReadonlySet<string>,
  names: Set<string>,
): FieldProblem[] {
  const containers: JsonObject[] = spec['containers'] ?? [];
  if (containers.length === 0) return [{ field: path, reason: 'Required' }];
  return containerListProblems(containers, path, volumes, names);
}

function containerListProblems(
  containers: readonly JsonObject[],
  path: string,
  volumes: ReadonlySet<string>,
  names: Set<string>,
): FieldProblem[] {
  return containers.flatMap((container, index) => {
    const place = `${path}[${index}]`;
    const problems = containerProblems(container, place, volumes);
    const { name } = container;
    if (name && names.has(name)) problems.unshift({ field: `${place}.name`, reason: 'Duplicate', value: name });
    names.add(name);
    return problems;
  });
}

/** What is wrong with one container, at `path`. */
export function containerProblems(container: JsonObject, path: string, volumes: ReadonlySet<string>): FieldProblem[] {
  const { name, image, ports = [], env = [], volumeMounts = [], imagePullPolicy } = container;
  return [
    ...requiredLabel(name, `${path}.name`),
    ...(image ? imageProblems(image, `${path}.image`) : [required(`${path}.image`)]),
    ...ports.flatMap((port: JsonObject, index: number) => portProblems(port, `${path}.ports[${index}]`)),
    ...env.flatMap((variable: JsonObject, index: number) =>
      variable['name'] ? [] : [required(`${path}.env[${index}].name`)],
    ),
    ...volumeMounts.flatMap((mount: JsonObject, index: number) =>
      mountProblems(mount, `${path}.volumeMounts[${index}]`, volumes),
    ),
    ...supported(imagePullPolicy, `${path}.imagePullPolicy`, PULL_POLICIES),
  ];
}

function imageProblems(image: string, field: string): FieldProblem[] {
  if (image === image.trim()) return [];
  return [{ field, reason: 'Invalid', value: image, detail: 'must not have leading or trailing whitespace' }];
}

function portProblems(port: JsonObject, path: string): FieldProblem[] {
  const { containerPort, hostPort, protocol } = port;
  return [
    ...(containerPort === undefined || containerPort === 0
      ? [required(`${path}.containerPort`)]
      : portNumberProblems(containerPort, `${path}.containerPort`)),
    ...(hostPort === undefined ? [] : portNumberProblems(hostPort, `${path}.hostPort`)),
    ...supported(protocol, `${path}.protocol`, PROTOCOLS),
  ];
}

/** What is wrong with a port number. */
export function portNumberProblems(port: unknown, field: string): FieldProblem[] {
  const number = Number(port);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return [];
  return [{ field, reason: 'Invalid', value: port, detail: 'must be between 1 and 65535, inclusive' }];
}

function mountProblems(mount: JsonObject, path: string, volumes: ReadonlySet<string>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!mount['name']) problems.push(required(`${path}.name`));
  else if (!volumes.has(mount['name'])) {
    problems.push({ field: `${path}.name`, reason: 'NotFound', value: mount['name'] });
  }
  if (!mount['mountPath']) problems.push(required(`${path}.mountPath`));
  return problems;
}

function volumeProblems(volumes: readonly JsonObject[], path: string): FieldProblem[] {
  const seen = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const { name } = volume;
    const field = `${path}[${index}].name`;
    const problems = requiredLabel(name, field);
    if (name && seen.has(name)) problems.push({ field, reason: 'Duplicate', value: name });
    seen.add(name);
    return problems;
  });
}

function restartPolicyProblems(policy: unknown, field: string, allowed: readonly string[]): FieldProblem[] {
  if (policy === undefined || policy === '') return [required(field)];
  return supported(policy, field, allowed);
}

function nodeNameProblems(name: unknown, field: string): FieldProblem[] {
  if (name === undefined || typeof name === 'string') return [];
  return [{ field, reason: 'Invalid', value: name, detail: 'must be the name of a node' }];
}

function requiredLabel(name: unknown, field: string): FieldProblem[] {
  if (!name) return [required(field)];
  const detail = labelProblem(String(name));
  return detail ? [{ field, reason: 'Invalid', value: name, detail }] : [];
}

export function required(field: string, detail?: string): FieldProblem {
  return { field, reason: 'Required', ...(detail ? { detail } : {}) };
}

/** A value that must be one of a few, if it is given. */
export function supported(value: unknown, field: string, allowed: readonly string[]): FieldProblem[] {
  if (value === undefined || allowed.includes(String(value))) return [];
  return [{ field, reason: 'NotSupported', value, supported: [...allowed] }];
}
