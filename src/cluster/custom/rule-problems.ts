import { isJsonObject, type JsonObject } from '../json-object.ts';
import type { FieldProblem, KubernetesObject } from '../types.ts';
import { type CelProgram, compileRule } from './cel-environment.ts';
import { toCel } from './cel-values.ts';

/** One of `x-kubernetes-validations`. */
interface Rule {
  rule: string;
  message?: string;
  messageExpression?: string;
  reason?: string;
  fieldPath?: string;
  optionalOldSelf?: boolean;
}

/** What of a custom resource breaks the rules its schema has in CEL; those about changes are asked only of changes. */
export function ruleProblems(
  object: KubernetesObject,
  old: KubernetesObject | undefined,
  schema: JsonObject,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const shown = ({ metadata, ...rest }: KubernetesObject) => ({ ...rest, metadata: { name: metadata.name } });
  collect(shown(object), old && shown(old), schema, '', problems);
  return problems;
}

function collect(value: unknown, old: unknown, schema: JsonObject, path: string, problems: FieldProblem[]): void {
  for (const rule of rulesOf(schema)) {
    const problem = problemOf(rule, value, old, schema, path);
    if (problem) problems.push(problem);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    const before = oldItems(old, schema);
    if (!isJsonObject(items)) return;
    for (const [index, item] of value.entries()) collect(item, before(item), items, `${path}[${index}]`, problems);
  } else if (isJsonObject(value)) {
    for (const [name, field] of Object.entries(value)) {
      const part: unknown = Object.hasOwn(schema['properties'] ?? {}, name)
        ? schema['properties'][name]
        : schema['additionalProperties'];
      if (!isJsonObject(part)) continue;
      collect(field, isJsonObject(old) ? old[name] : undefined, part, path ? `${path}.${name}` : name, problems);
    }
  }
}

function rulesOf(schema: JsonObject): Rule[] {
  const rules: unknown = schema['x-kubernetes-validations'];
  return Array.isArray(rules) ? rules.filter((one) => typeof one?.rule === 'string') : [];
}

/** Items that keys tell apart are compared with what they were; others with nothing. */
function oldItems(old: unknown, schema: JsonObject): (item: unknown) => unknown {
  const keys: unknown = schema['x-kubernetes-list-map-keys'];
  if (!Array.isArray(old) || !Array.isArray(keys)) return () => undefined;
  return (item) =>
    isJsonObject(item)
      ? old.find((one) => isJsonObject(one) && keys.every((key) => one[key] === item[key]))
      : undefined;
}

function problemOf(
  rule: Rule,
  value: unknown,
  old: unknown,
  schema: JsonObject,
  path: string,
): FieldProblem | undefined {
  const isAboutChange = /\boldSelf\b/.test(rule.rule);
  if (isAboutChange && old === undefined && !rule.optionalOldSelf) return undefined;
  const field = (rule.fieldPath ? `${path}${rule.fieldPath}` : path).replace(/^\./, '') || '<nil>';
  const program = programOf(rule.rule);
  if (!program) return undefined;
  const context = { self: toCel(value, schema), ...(old === undefined ? {} : { oldSelf: toCel(old, schema) }) };
  try {
    if (program(context) === true) return undefined;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    const detail = `${lowerFirst(why ?? '')} evaluating rule: ${messageOf(rule, context)}`;
    return { field, reason: 'Invalid', value: schema['type'], detail };
  }
  return {
    field,
    reason: REASONS[rule.reason ?? ''] ?? 'Invalid',
    value: schema['type'],
    detail: messageOf(rule, context),
  };
}

const REASONS: Readonly<Record<string, FieldProblem['reason']>> = {
  FieldValueForbidden: 'Forbidden',
  FieldValueRequired: 'Required',
  FieldValueDuplicate: 'Duplicate',
};

/** A rule that needs what is not provided here is not asked. */
function programOf(text: string): CelProgram | undefined {
  try {
    return compileRule(text);
  } catch {
    return undefined;
  }
}

function messageOf(rule: Rule, context: Parameters<CelProgram>[0]): string {
  const program = rule.messageExpression ? programOf(rule.messageExpression) : undefined;
  try {
    const said = program?.(context);
    if (typeof said === 'string' && said.trim() !== '' && !said.includes('\n')) return said;
  } catch {
    // The plain message stands in.
  }
  return rule.message ?? `failed rule: ${rule.rule.trim()}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
