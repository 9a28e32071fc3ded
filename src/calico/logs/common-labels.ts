type Labels = Readonly<Record<string, string>>;

/** The labels both sides carry with the same value: what an aggregated row may still claim about all it sums up. */
export function commonLabels(left: Labels, right: Labels): Labels {
  if (left === right) return left;
  return Object.fromEntries(Object.entries(left).filter(([key, value]) => right[key] === value));
}
