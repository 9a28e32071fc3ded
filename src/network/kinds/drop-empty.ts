/**
 * Leaves out what Go's `omitempty` leaves out: null, empty lists and empty texts, at any depth. Objects stay, even
 * empty ones: they are structs or pointers in Calico's types (`source: {}`, `podSelector: {}`).
 */
export function dropEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dropEmpty);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, each]) => !isEmpty(each));
  return Object.fromEntries(kept.map(([key, each]) => [key, dropEmpty(each)]));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
