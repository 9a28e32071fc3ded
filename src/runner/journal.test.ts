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
