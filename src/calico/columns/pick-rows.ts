import type { Codes } from './column.ts';

/** What a term says of each code of a column: 1 when it holds. */
export interface CodeVerdicts {
  readonly codes: Codes;
  /** How many codes there are. */
  readonly size: number;
  readonly holds: Uint8Array;
}

/**
 * Keeps, of the first `count` positions in `rows`, those for which all verdicts are 1, in order at the front; gives how
 * many are left. Without branches, as which rows match is anything but predictable, and several columns in one pass.
 */
export function pickByCodes(rows: Uint16Array, count: number, verdicts: readonly CodeVerdicts[]): number {
  let left = count;
  let at = 0;
  for (; at + 3 < verdicts.length; at += 4) {
    left = pickByFour(rows, left, verdicts[at]!, verdicts[at + 1]!, verdicts[at + 2]!, verdicts[at + 3]!);
  }
  if (at + 1 < verdicts.length) {
    left = pickByTwo(rows, left, verdicts[at]!, verdicts[at + 1]!);
    at += 2;
  }
  return at < verdicts.length ? pickByOne(rows, left, verdicts[at]!) : left;
}

/** As `pickByCodes`, where two columns decide together: `holds` has one place a combination, by the first code first. */
export function pickByTable(
  rows: Uint16Array,
  count: number,
  firstCodes: Codes,
  { codes, size }: { readonly codes: Codes; readonly size: number },
  holds: Uint8Array,
): number {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    kept += holds[firstCodes[row]! * size + codes[row]!]!;
  }
  return kept;
}

function pickByOne(rows: Uint16Array, count: number, { codes, holds }: CodeVerdicts): number {
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    kept += holds[codes[row]!]!;
  }
  return kept;
}

function pickByTwo(rows: Uint16Array, count: number, first: CodeVerdicts, second: CodeVerdicts): number {
  const [codes1, holds1] = [first.codes, first.holds];
  const [codes2, holds2] = [second.codes, second.holds];
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    kept += holds1[codes1[row]!]! & holds2[codes2[row]!]!;
  }
  return kept;
}

function pickByFour(
  rows: Uint16Array,
  count: number,
  first: CodeVerdicts,
  second: CodeVerdicts,
  third: CodeVerdicts,
  fourth: CodeVerdicts,
): number {
  const [codes1, holds1] = [first.codes, first.holds];
  const [codes2, holds2] = [second.codes, second.holds];
  const [codes3, holds3] = [third.codes, third.holds];
  const [codes4, holds4] = [fourth.codes, fourth.holds];
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index]!;
    rows[kept] = row;
    kept += holds1[codes1[row]!]! & holds2[codes2[row]!]! & holds3[codes3[row]!]! & holds4[codes4[row]!]!;
  }
  return kept;
}
