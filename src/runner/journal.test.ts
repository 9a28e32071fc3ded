import { appendFileSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Journal, listSessions } from './journal.ts';

const header = { firedrill: '0', track: 't', title: 'T', source: 's', environment: 'e', seed: 1, start: 100, steps: 3 };

function folder(): string {
  return join(mkdtempSync(join(tmpdir(), 'firedrill-')), 'state');
}

test('gives back what was written, with the latest time seen', () => {
  const place = folder();
  const journal = new Journal(place, 'a');
  journal.begin(header);
  journal.input({ number: 1, at: 110, input: { kind: 'line', terminal: 'h', text: 'ls' } });
  journal.event({ type: 'step-opened', step: 1, at: 120 });
  journal.mark(500);
  journal.close();
  expect(new Journal(place, 'a').read()).toEqual({
    header: { format: 1, ...header },
    inputs: [{ number: 1, at: 110, input: { kind: 'line', terminal: 'h', text: 'ls' } }],
    events: [{ type: 'step-opened', step: 1, at: 120 }],
    until: 500,
    drafts: {},
    history: { h: ['ls'] },
  });
  expect(listSessions(place)).toEqual(['a']);
});

test('a last line cut short by a crash is left out, and what comes after it is kept', () => {
  const place = folder();
  const journal = new Journal(place, 'a');
  journal.begin(header);
  journal.mark(200);
  journal.close();
  appendFileSync(join(place, 'a.jsonl'), '{"input":{"numb');
  expect(journal.read()?.until).toBe(200);
  journal.mark(300);
  journal.close();
  expect(journal.read()?.until).toBe(300);
});

test('another format is not read', () => {
  const place = folder();
  const journal = new Journal(place, 'a');
  appendFileSync(join(place, 'a.jsonl'), `${JSON.stringify({ format: 2, ...header })}\n`);
  expect(journal.read()).toBeUndefined();
});

test('nobody else may read it', () => {
  const place = folder();
  const journal = new Journal(place, 'a');
  journal.begin(header);
  expect(statSync(place).mode & 0o777).toBe(0o700);
  expect(statSync(join(place, 'a.jsonl')).mode & 0o777).toBe(0o600);
});

const line = (number: number, text: string) =>
  ({ number, at: 100 + number, input: { kind: 'line', terminal: 'h', text } }) as const;

test('the line being typed is kept until it is sent off', () => {
  const journal = new Journal(folder(), 'a');
  journal.begin(header);
  journal.draft('h', 'kubectl g');
  journal.draft('h/other', 'ls');
  journal.draft('h', 'kubectl ge');
  expect(journal.read()?.drafts).toEqual({ h: 'kubectl ge', 'h/other': 'ls' });
  journal.input(line(1, 'kubectl get'));
  expect(journal.read()?.drafts).toEqual({ 'h/other': 'ls' });
  journal.draft('h/other', '');
  expect(journal.read()?.drafts).toEqual({});
});

test('what was rewound is void, but can still be recalled', () => {
  const journal = new Journal(folder(), 'a');
  journal.begin(header);
  journal.input(line(1, 'one'));
  journal.event({ type: 'hint-shown', step: 1, at: 101 });
  journal.input(line(2, 'two'));
  journal.event({ type: 'hint-shown', step: 1, at: 102 });
  journal.mark(900);
  journal.rewind({ inputs: 1, events: 1, at: 101 });
  expect(journal.read()).toMatchObject({
    inputs: [line(1, 'one')],
    events: [{ at: 101 }],
    until: 101,
    history: { h: ['one', 'two'] },
  });
  journal.input(line(2, 'three'));
  expect(journal.read()?.inputs).toEqual([line(1, 'one'), line(2, 'three')]);
});

test('another version begins with the progress, the answers and the history of the one before', () => {
  const journal = new Journal(folder(), 'a');
  journal.begin(header);
  journal.event({ type: 'prepared', challenge: 'c', at: 100, inputs: 1 });
  journal.event({ type: 'step-opened', step: 1, at: 100, inputs: 1 });
  journal.event({ type: 'answered', step: 1, chosen: [2], at: 200, inputs: 1 });
  journal.input(line(1, 'one'));
  journal.event({ type: 'step-closed', step: 1, how: 'passed', at: 300, inputs: 1 });
  journal.event({ type: 'step-opened', step: 2, at: 300, inputs: 1 });
  const past = journal.read()!;
  journal.begin({ ...header, firedrill: '1', start: 50 }, past);
  expect(journal.read()).toMatchObject({
    header: { firedrill: '1' },
    inputs: [],
    events: [
      { type: 'step-opened', step: 1, at: 50 },
      { type: 'answered', chosen: [2], at: 50 },
      { type: 'step-closed', how: 'passed', at: 50 },
    ],
    history: { h: ['one'] },
  });
});
