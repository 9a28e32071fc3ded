import type { JsonObject } from '../json-object.ts';
import { labelValueProblem, qualifiedNameProblem } from '../names.ts';
import type { FieldProblem } from '../types.ts';

/** What is wrong with a label selector (matchLabels, matchExpressions), in the API server's order. */
export function labelSelectorProblems(selector: JsonObject | undefined, path: string): FieldProblem[] {
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return [
    ...Object.entries(matchLabels).flatMap(([key, value]) => [
      ...invalid(`${path}.matchLabels`, key, qualifiedNameProblem(key)),
      ...invalid(`${path}.matchLabels`, value, labelValueProblem(String(value))),
    ]),
    ...matchExpressions.flatMap((expression: JsonObject, index: number) =>
      expressionProblems(expression, `${path}.matchExpressions[${index}]`),
    ),
  ];
}

function expressionProblems({ key = '', operator = '', values = [] }: JsonObject, path: string): FieldProblem[] {
  return [
    ...operatorProblems(operator, values.length > 0, path),
    ...invalid(`${path}.key`, key, qualifiedNameProblem(key)),
    ...values.flatMap((value: string, index: number) =>
      invalid(`${path}.values[${index}]`, value, labelValueProblem(String(value))),
    ),
  ];
}

function operatorProblems(operator: string, hasValues: boolean, path: string): FieldProblem[] {
  if (operator === 'In' || operator === 'NotIn') {
    if (hasValues) return [];
    const detail = "must be specified when `operator` is 'In' or 'NotIn'";
    return [{ field: `${path}.values`, reason: 'Required', detail }];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (!hasValues) return [];
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    return [{ field: `${path}.values`, reason: 'Forbidden', detail }];
  }
  return invalid(`${path}.operator`, operator, 'not a valid selector operator');
}

function invalid(field: string, value: unknown, detail: string | undefined): FieldProblem[] {
  return detail === undefined ? [] : [{ field, reason: 'Invalid', value, detail }];
}
