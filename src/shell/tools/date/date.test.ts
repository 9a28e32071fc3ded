import { describe, expect, test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';
import { formatDate } from './format-date.ts';
import { parseDate } from './parse-date.ts';

const NOW = Date.UTC(2026, 0, 15, 10, 30, 20, 250);

describe('a date expression', () => {
  test.each([
    ['now', '2026-01-15 10:30:20'],
    ['', '2026-01-15 00:00:00'],
    ['@0', '1970-01-01 00:00:00'],
    ['@1767225600', '2026-01-01 00:00:00'],
    ['2024-02-29', '2024-02-29 00:00:00'],
    ['2024-01-31 +1 day', '2024-02-01 00:00:00'],
    ['2024-01-01 12:34:56', '2024-01-01 12:34:56'],
    ['2024-01-01T12:34:56Z', '2024-01-01 12:34:56'],
    ['2024-01-01T12:34:56+02:00', '2024-01-01 10:34:56'],
    ['2024-01-01 10:00 UTC', '2024-01-01 10:00:00'],
    ['20240105', '2024-01-05 00:00:00'],
    ['Jan 5 2024', '2024-01-05 00:00:00'],
    ['5 January 2024 3pm', '2024-01-05 15:00:00'],
    ['yesterday', '2026-01-14 10:30:20'],
    ['tomorrow 08:00', '2026-01-16 08:00:00'],
    ['2 days ago', '2026-01-13 10:30:20'],
    ['-90 minutes', '2026-01-15 09:00:20'],
    ['+1 week', '2026-01-22 10:30:20'],
    ['1 hour ago', '2026-01-15 09:30:20'],
    ['next month', '2026-02-15 10:30:20'],
    ['last year', '2025-01-15 10:30:20'],
    ['next monday', '2026-01-19 00:00:00'],
    ['friday', '2026-01-16 00:00:00'],
    ['10:00', '2026-01-15 10:00:00'],
    ['30 seconds', '2026-01-15 10:30:50'],
  ])('%j is %s', (text, expected) => {
    expect(formatDate(parseDate(text, NOW)!, '%F %T')).toBe(expected);
  });

  test.each(['rubbish', '2024-13-01', '2024-02-30', '25:00', '3 parsecs ago'])('%j is none', (text) => {
    expect(parseDate(text, NOW)).toBeUndefined();
  });
});

test('formats print as coreutils print them', () => {
  const time = Date.UTC(2026, 0, 5, 3, 4, 5, 60);
  expect(formatDate(time, '%Y-%m-%dT%H:%M:%S.%3N%:z %s %j %a %A %b %e|%-d|%_H|%I %p %u %V %y %% %^a %q')).toBe(
    `2026-01-05T03:04:05.060+00:00 ${time / 1000 - 0.06} 005 Mon Monday Jan  5|5| 3|03 AM 1 02 26 % MON %q`.replace(
      '%q',
      '1',
    ),
  );
});

test('date prints the simulated time as asked', () =>
  expectOutputs([
    ['date', 'Thu Jan 15 10:30:00 UTC 2026\n'],
    ['date -u +%H:%M; date -Iseconds; date -R', '10:30\n2026-01-15T10:30:00+00:00\nThu, 15 Jan 2026 10:30:00 +0000\n'],
    ["date -d '2024-01-01 +1 day' +%F; date --date='2 days ago' +%F; date -ud @0 +%s", '2024-01-02\n2026-01-13\n0\n'],
    ['date -d nonsense; echo $?', "1\ndate: invalid date 'nonsense'\n"],
    [
      'date -s now; date x; echo $?',
      "1\ndate: the clock of this lab cannot be set\nTry 'date --help' for more information.\ndate: the argument 'x' lacks a leading '+'\nTry 'date --help' for more information.\n",
    ],
  ]));
