const SYNTAX =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and " +
  "end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is " +
  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/** What is wrong with a label's value, in the API's words; undefined when it is fine. */
export function labelValueProblem(value: string): string | undefined {
  const problems = [
    value.length > 63 && 'must be no more than 63 characters',
    !/^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value) && SYNTAX,
  ].filter(Boolean);
  return problems.length ? problems.join('; ') : undefined;
}
