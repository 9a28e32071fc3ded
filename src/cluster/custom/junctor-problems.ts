import type { JsonObject } from '../json-object.ts';
import type { FieldProblem } from '../types.ts';

/** What `anyOf`, `oneOf`, `allOf` and `not` of a schema find; `check` holds the value against one of their parts. */
export function junctorProblems(
  schema: JsonObject,
  path: string,
  check: (part: JsonObject) => FieldProblem[],
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const told = (what: string) => {
    problems.push({ field: '<nil>', reason: 'Invalid', value: '', detail: `${JSON.stringify(path)} must ${what}` });
  };
  const { anyOf, oneOf, allOf, not } = schema;
  if (anyOf?.length) {
    const found = anyOf.map(check);
    if (found.every(hasProblems)) {
      told('validate at least one schema (anyOf)');
      problems.push(...found[0]);
    }
  }
  if (oneOf?.length) {
    const found = oneOf.map(check);
    const valid = found.filter((each: FieldProblem[]) => !hasProblems(each)).length;
    if (valid === 0) {
      told('validate one and only one schema (oneOf). Found none valid');
      problems.push(...found[0]);
    } else if (valid > 1) told(`validate one and only one schema (oneOf). Found ${valid} valid alternatives`);
  }
  if (allOf?.length) {
    const found = allOf.map(check);
    problems.push(...found.flat());
    if (found.every(hasProblems)) told('validate all the schemas (allOf). None validated');
    else if (found.some(hasProblems)) told('validate all the schemas (allOf)');
  }
  if (not && !hasProblems(check(not))) told('not validate the schema (not)');
  return problems;
}

function hasProblems(problems: readonly FieldProblem[]): boolean {
  return problems.length > 0;
}
