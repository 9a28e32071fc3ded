/** Copies parsed JSON; several times faster than `structuredClone`, which also keeps what JSON cannot hold. */
export function deepCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = new Array(value.length);
    for (let index = 0; index < value.length; index++) items[index] = deepCopy(value[index]);
    return items as T;
  }
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    const field: unknown = value[key];
    if (field !== undefined) copy[key] = typeof field === 'object' ? deepCopy(field) : field;
  }
  return copy as T;
}
