/** A run of lines: kept, or gone from the left and new on the right. Line numbers count from 0. */
export interface Change {
  leftStart: number;
  leftEnd: number;
  rightStart: number;
  rightEnd: number;
}

/** The smallest set of changes that turns `left` into `right` (Myers' greedy algorithm). */
export function compare(left: readonly string[], right: readonly string[]): Change[] {
  const matched = matches(left, right);
  const changes: Change[] = [];
  let leftAt = 0;
  let rightAt = 0;
  for (const [leftIndex, rightIndex] of [...matched, [left.length, right.length] as const]) {
    if (leftIndex > leftAt || rightIndex > rightAt) {
      changes.push({ leftStart: leftAt, leftEnd: leftIndex, rightStart: rightAt, rightEnd: rightIndex });
    }
    leftAt = leftIndex + 1;
    rightAt = rightIndex + 1;
  }
  return changes;
}

/** Pairs of line numbers that are the same line on both sides. */
function matches(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const trace: Map<number, number>[] = [];
  const furthest = new Map<number, number>([[1, 0]]);
  for (let distance = 0; distance <= left.length + right.length; distance++) {
    trace.push(new Map(furthest));
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = startOf(furthest, diagonal, distance);
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= left.length && x - diagonal >= right.length) return retrace(trace, left.length, right.length);
    }
  }
  return [];
}

function retrace(trace: Map<number, number>[], leftLength: number, rightLength: number): [number, number][] {
  const pairs: [number, number][] = [];
  let x = leftLength;
  let y = rightLength;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const furthest = trace[distance]!;
    const diagonal = x - y;
    const goesDown = down(furthest, diagonal, distance);
    const before = goesDown ? diagonal + 1 : diagonal - 1;
    const previousX = furthest.get(before) ?? 0;
    const previousY = previousX - before;
    while (x > previousX && y > previousY && x > 0 && y > 0) pairs.push([--x, --y]);
    x = previousX;
    y = previousY;
  }
  return pairs.reverse();
}

function startOf(furthest: Map<number, number>, diagonal: number, distance: number): number {
  return down(furthest, diagonal, distance) ? (furthest.get(diagonal + 1) ?? 0) : (furthest.get(diagonal - 1) ?? 0) + 1;
}

function down(furthest: Map<number, number>, diagonal: number, distance: number): boolean {
  if (diagonal === -distance) return true;
  return diagonal !== distance && (furthest.get(diagonal - 1) ?? 0) < (furthest.get(diagonal + 1) ?? 0);
}
