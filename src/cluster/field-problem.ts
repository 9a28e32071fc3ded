import { isJsonObject } from './json-object.ts';
import type { FieldProblem } from './types.ts';

/** The reason a StatusCause carries for each kind of problem. */
export const PROBLEM_REASONS: Record<FieldProblem['reason'], string> = {
  Required: 'FieldValueRequired',
  Invalid: 'FieldValueInvalid',
  NotSupported: 'FieldValueNotSupported',
  Forbidden: 'FieldValueForbidden',
  Duplicate: 'FieldValueDuplicate',
  NotFound: 'FieldValueNotFound',
  TooLong: 'FieldValueTooLong',
  Message: 'FieldValueInvalid',
};

const OPENINGS: Record<FieldProblem['reason'], string> = {
  Required: 'Required value',
  Invalid: 'Invalid value',
  NotSupported: 'Unsupported value',
  Forbidden: 'Forbidden',
  Duplicate: 'Duplicate value',
  NotFound: 'Not found',
  TooLong: 'Too long',
  Message: '',
};

/** The problem with its field in front: `spec.x: Invalid value: "y": must be z`. */
export function describeProblem(problem: FieldProblem): string {
  return problem.field ? `${problem.field}: ${problemText(problem)}` : problemText(problem);
}

/** The problem without its field, as `details.causes[].message` has it. */
export function problemText(problem: FieldProblem): string {
  const parts = problem.reason === 'Message' ? [] : [OPENINGS[problem.reason]];
  if (SHOWS_VALUE.has(problem.reason)) parts.push(problem.valueText ?? goValue(problem.value));
  const detail = problem.supported
    ? `supported values: ${problem.supported.map((value) => JSON.stringify(value)).join(', ')}`
    : problem.detail;
  if (detail) parts.push(detail);
  return parts.join(': ');
}

const SHOWS_VALUE = new Set<FieldProblem['reason']>(['Invalid', 'NotSupported', 'Duplicate', 'NotFound']);

/** Prints a value as Go's `%#v` does for the types validation reports. */
export function goValue(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'string')
      ? `[]string{${value.map((item) => JSON.stringify(item)).join(', ')}}`
      : JSON.stringify(value);
  }
  if (!isJsonObject(value) || !Object.values(value).every((item) => typeof item === 'string')) {
    return JSON.stringify(value);
  }
  const entries = Object.keys(value).sort();
  return `map[string]string{${entries.map((key) => `${JSON.stringify(key)}:${JSON.stringify(value[key])}`).join(', ')}}`;
}
