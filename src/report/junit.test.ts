import fc from 'fast-check';
import { expect, test } from 'vitest';
import { junit } from './junit.ts';
import type { Case, Suite } from './suite.ts';

const PASSED: Case = { name: 'a', group: 't.c', file: 'f.md', line: 3, seconds: 0.25, outcome: 'passed', remarks: [] };

function suite(...cases: Case[]): Suite {
  return { name: 'T', file: 'tracks/t', properties: { environment: 'empty' }, cases };
}

function remark(text: string, line = 3): Case['remarks'][number] {
  return { severity: 'error', file: 'f.md', line, title: 'step 1', text };
}

test('a case says its name, group, place and time; a suite and the whole count and add up', () => {
  const skipped: Case = { ...PASSED, name: 'b', outcome: 'skipped', because: 'nothing checks it' };
  const failed: Case = { ...PASSED, name: 'c', outcome: 'failed', remarks: [remark('no event\nlook again', 7)] };
  expect(junit([suite(PASSED, skipped, { ...failed, output: 'x' })])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="firedrill" tests="3" failures="1" errors="0" skipped="1" time="0.750">
  <testsuite name="T" tests="3" failures="1" errors="0" skipped="1" time="0.750" file="tracks/t">
    <properties>
      <property name="environment" value="empty"/>
    </properties>
    <testcase name="a" classname="t.c" file="f.md" line="3" time="0.250"/>
    <testcase name="b" classname="t.c" file="f.md" line="3" time="0.250">
      <skipped message="nothing checks it"/>
    </testcase>
    <testcase name="c" classname="t.c" file="f.md" line="3" time="0.250">
      <failure message="no event" type="failure">no event
look again
f.md:7</failure>
      <system-out>x</system-out>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('several problems are one failure, as readers show only the first element', () => {
  const text = junit([suite({ ...PASSED, outcome: 'failed', remarks: [remark('one'), remark('two', 9)] })]);
  expect(text.match(/<failure/g)).toHaveLength(1);
  expect(text).toContain('>one\nf.md:3\ntwo\nf.md:9</failure>');
});

test('what could not be tested is an error, not a failure', () => {
  const text = junit([suite({ ...PASSED, outcome: 'broken', remarks: [remark('no such host')] })]);
  expect(text).toContain('failures="0" errors="1"');
  expect(text).toContain('<error message="no such host" type="error">');
});

test('escape sequences go, control bytes and halves of characters are shown as unreadable', () => {
  const text = junit([suite({ ...PASSED, output: '\u001B[31mred\u001B[0m \u0007\u0000 \uD800 \uFFFF\r\nend' })]);
  expect(text).toContain('<system-out>red \uFFFD\uFFFD \uFFFD \uFFFD\nend</system-out>');
});

test('whatever a track prints, the report is well-formed and says no character XML forbids', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(anything, anything, anything, (name, output, reason) => {
      const failed: Case = { ...PASSED, name, output, outcome: 'failed', remarks: [remark(reason)] };
      const skipped: Case = { ...PASSED, name, outcome: 'skipped', because: reason };
      expect(problemsOf(junit([{ ...suite(failed, skipped), name }]))).toEqual([]);
    }),
  );
});

/** A small strict reader of what XML allows here: elements, quoted attributes, text with the five entities. */
function problemsOf(xml: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  const TOKEN =
    /<\?xml [^?]*\?>|<\/(?<close>[a-z-]+)>|<(?<name>[a-z-]+)(?: [a-z]+="(?:[^<>"&]|&(?:amp|lt|gt|quot|#\d+);)*")*(?<empty>\/?)>|(?<text>(?:[^<>&]|&(?:amp|lt|gt|quot);)+)/gu;
  let end = 0;
  for (const match of xml.matchAll(TOKEN)) {
    if (match.index !== end) problems.push(`unreadable: ${xml.slice(end, match.index)}`);
    end = match.index + match[0].length;
    const { close, name, empty } = match.groups!;
    if (name && !empty) open.push(name);
    if (close && open.pop() !== close) problems.push(`</${close}> closes nothing`);
  }
  if (end !== xml.length) problems.push(`unreadable: ${xml.slice(end)}`);
  const allowed = (code: number) =>
    code === 9 || code === 10 || (code >= 32 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code > 0xffff;
  for (const character of xml) if (!allowed(character.codePointAt(0)!)) problems.push(`${character.codePointAt(0)}`);
  return [...problems, ...open];
}
