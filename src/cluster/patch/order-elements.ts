import { isJsonObject } from '../json-object.ts';

/**
 * Orders a merged list as the API server does: what the patch names in the patch's order, what only the server has in
 * the live order, and of two neighbours the server's first only if the live list had both that way round. So items
 * that are new come in front of what was there.
 */
export function orderElements(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  liveOrder: readonly unknown[],
  key: string | undefined,
): unknown[] {
  const identity = (item: unknown): unknown => (key !== undefined && isJsonObject(item) ? item[key] : item);
  const patchRank = ranks(patchOrder.map(identity));
  const liveRank = ranks(liveOrder.map(identity));
  const named = merged.filter((item) => patchRank.has(identity(item)));
  const serverOnly = merged.filter((item) => !patchRank.has(identity(item)));
  named.sort((left, right) => patchRank.get(identity(left))! - patchRank.get(identity(right))!);
  const result: unknown[] = [];
  let next = 0;
  for (const item of named) {
    const rank = liveRank.get(identity(item));
    while (next < serverOnly.length && rank !== undefined && liveRank.get(identity(serverOnly[next]))! < rank) {
      result.push(serverOnly[next++]);
    }
    result.push(item);
  }
  return [...result, ...serverOnly.slice(next)];
}

function ranks(identities: readonly unknown[]): Map<unknown, number> {
  const ranking = new Map<unknown, number>();
  for (const [index, identity] of identities.entries()) {
    if (!ranking.has(identity)) ranking.set(identity, index);
  }
  return ranking;
}
