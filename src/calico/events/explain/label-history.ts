import type { ReadStore } from '../../../cluster/index.ts';

/** One pod got a label it did not have before, or with another value. */
export interface LabelChange {
  /** Milliseconds. */
  at: number;
  namespace: string;
  pod: string;
  key: string;
  value: string;
}

/** Remembers when existing pods got labels: a flow keeps the labels of its own moment. */
export interface LabelHistory {
  /** The first time at or after `since` that a pod fitting `isPod` got `key=value`. */
  labelledSince(
    since: number,
    key: string,
    value: string,
    isPod: (change: LabelChange) => boolean,
  ): LabelChange | undefined;
}

const REMEMBERED = 5_000;

export function recordLabelHistory(store: ReadStore, now: () => number): LabelHistory {
  let changes: LabelChange[] = [];

  store.subscribe('pods', ({ type, object, old }) => {
    if (type !== 'MODIFIED') return;
    const { name, namespace = '', labels = {} } = object.metadata;
    const before = old?.metadata.labels ?? {};
    for (const [key, value] of Object.entries(labels)) {
      if (before[key] !== value) changes.push({ at: now(), namespace, pod: name, key, value });
    }
    if (changes.length > 2 * REMEMBERED) changes = changes.slice(-REMEMBERED);
  });

  return {
    labelledSince: (since, key, value, isPod) =>
      changes.find((change) => change.at >= since && change.key === key && change.value === value && isPod(change)),
  };
}
