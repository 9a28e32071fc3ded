import type { Case, Suite } from '../report/index.ts';
import type { Diagnostic } from '../track/index.ts';

/** What linting a place found as a suite: a case for each file with findings, or one for the whole that has none. */
export function findingsSuite(path: string, findings: readonly Diagnostic[]): Suite {
  const files = [...Map.groupBy(findings, ({ file }) => file)];
  const cases = files.length > 0 ? files.map(([file, found]) => caseOf(file, found)) : [caseOf(path, [])];
  return { name: path, file: path, properties: {}, cases };
}

function caseOf(file: string, findings: readonly Diagnostic[]): Case {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    name: file,
    group: 'validate',
    file,
    seconds: 0,
    outcome: errors.length > 0 ? 'failed' : 'passed',
    // The first is what readers show as the message.
    remarks: [...errors, ...findings.filter((finding) => !errors.includes(finding))].map(
      ({ severity, position, rule, message, advice }) => ({
        severity,
        file,
        line: position.line,
        column: position.column,
        title: rule,
        text: `${rule}: ${message}${advice ? `\n${advice}` : ''}`,
      }),
    ),
  };
}
