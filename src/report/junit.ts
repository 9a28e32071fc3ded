import { cleanText } from './clean-text.ts';
import type { Case, Remark, Suite } from './suite.ts';

/** JUnit XML as GitHub Actions, GitLab and Jenkins read it: a `testsuite` a suite, a `testcase` a case, times in seconds. */
export function junit(suites: readonly Suite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'firedrill', ...totals(cases) })}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ name, file, properties, cases }: Suite): string[] {
  const all = Object.entries(properties);
  return [
    `  <testsuite${attributes({ name, ...totals(cases), file })}>`,
    ...(all.length > 0 ? ['    <properties>'] : []),
    ...all.map(([key, value]) => `      <property${attributes({ name: key, value })}/>`),
    ...(all.length > 0 ? ['    </properties>'] : []),
    ...cases.flatMap(caseLines),
    '  </testsuite>',
  ];
}

function caseLines({ name, group, file, line, seconds, outcome, because, remarks, output }: Case): string[] {
  const warnings = outcome === 'failed' || outcome === 'broken' ? [] : remarks.map(withPlace);
  const inside = [
    ...(outcome === 'skipped' ? [`      <skipped${attributes({ message: because })}/>`] : []),
    ...(outcome === 'failed' ? [fault('failure', remarks)] : []),
    ...(outcome === 'broken' ? [fault('error', remarks)] : []),
    ...(output || warnings.length > 0
      ? [`      <system-out>${escaped([output, ...warnings].filter(Boolean).join('\n'))}</system-out>`]
      : []),
  ];
  const open = `    <testcase${attributes({ name, classname: group, file, line, time: seconds.toFixed(3) })}`;
  return inside.length > 0 ? [`${open}>`, ...inside, '    </testcase>'] : [`${open}/>`];
}

/** One element, as readers take only the first: its message is the first line, its text all of them with their places. */
function fault(element: 'failure' | 'error', remarks: readonly Remark[]): string {
  const message = remarks[0]?.text.split('\n')[0];
  return `      <${element}${attributes({ message, type: element })}>${escaped(remarks.map(withPlace).join('\n'))}</${element}>`;
}

function withPlace({ text, file, line, column }: Remark): string {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return place ? `${text}\n${place}` : text;
}

function totals(cases: readonly Case[]): Record<string, string | number> {
  const count = (outcome: Case['outcome']) => cases.filter((each) => each.outcome === outcome).length;
  const seconds = cases.reduce((sum, each) => sum + each.seconds, 0);
  return {
    tests: cases.length,
    failures: count('failed'),
    errors: count('broken'),
    skipped: count('skipped'),
    time: seconds.toFixed(3),
  };
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return cleanText(text).replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
