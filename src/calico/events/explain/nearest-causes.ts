import { type Comparison, compileQuery, fieldOf, fieldValues, type Membership } from '../../query/index.ts';
import type { DataSet, LogRow } from '../../types.ts';
import type { Cause } from './cause.ts';
import type { LabelChange } from './label-history.ts';
import { MISTAKEN_ENDS } from './mistaken-ends.ts';
import { type NearestMiss, nearestFinding } from './nearest-miss.ts';
import { asksForValue, testValues } from './query-tests.ts';
import { clockTime, rowNoun } from './wording.ts';

/** Why the nearest row did not match, the best-known reason first; the last one always has something to say. */
export const NEAREST_CAUSES: readonly Cause<NearestMiss>[] = [
  {
    id: 'label-amid-flows',
    find(miss) {
      const found = laterLabel(miss);
      if (!found || found.change.at >= miss.row.lastAt) return undefined;
      return nearestFinding(
        miss,
        `the row sums up traffic from before and after ${podOf(miss.row, found.end)} got ${found.label} (${clockTime(found.change.at)}), and carries only the labels that all of it had`,
        'Wait for the next flush, then send the same traffic again.',
      );
    },
  },
  {
    id: 'label-after-flow',
    find(miss) {
      const found = laterLabel(miss);
      if (!found) return undefined;
      return nearestFinding(
        miss,
        `${podOf(miss.row, found.end)} had no label ${found.label} when the flow was made (${clockTime(miss.row.lastAt)}); it got it at ${clockTime(found.change.at)}`,
        'Send the same traffic again, now that the label is there.',
      );
    },
  },
  {
    id: 'outside-has-no-labels',
    find(miss) {
      const label = wantedLabel(miss);
      if (!label || miss.row.document[`${label.end}_type`] !== 'net') return undefined;
      return nearestFinding(
        miss,
        `what is outside the cluster carries no labels at all`,
        `Send the traffic ${label.end === 'dest' ? 'to' : 'from'} a pod that has the label ${label.key}=${label.value}.`,
      );
    },
  },
  {
    id: 'label-missing',
    find(miss) {
      const label = wantedLabel(miss);
      if (!label) return undefined;
      const { end, key, value } = label;
      return nearestFinding(
        miss,
        `${podOf(miss.row, end)} has no label ${key}=${value}, or not all pods that this row sums up have it`,
        `Label the pod first (kubectl -n ${miss.row.document[`${end}_namespace`]} label pod NAME ${key}=${value}), then send the traffic.`,
      );
    },
  },
  {
    id: 'namespaced-network-set',
    find(miss) {
      const { resource } = miss.row.document['objectRef'] ?? {};
      const wantsGlobal = miss.tests.some(
        (test) => test.key === 'objectRef.resource' && testValues(test).includes(`global${resource}`),
      );
      if (!wantsGlobal) return undefined;
      return nearestFinding(
        miss,
        `the object belongs to a namespace, and the alert watches its cluster-wide sibling, global${resource}`,
        `Create or change one of kind Global${SIBLING_KINDS[resource] ?? resource} instead.`,
      );
    },
  },
  {
    id: 'cluster-wide-object',
    find(miss) {
      const { resource } = miss.row.document['objectRef'] ?? {};
      const namespaced = /^global(.+)$/.exec(resource ?? '')?.[1];
      const wantsIt = miss.tests.some(
        (test) =>
          test.key === 'objectRef.resource' && asksForValue(test) && testValues(test).includes(namespaced ?? ''),
      );
      if (namespaced === undefined || !wantsIt) return undefined;
      return nearestFinding(
        miss,
        `the object belongs to the whole cluster, and the alert watches its namespaced sibling, ${namespaced}`,
        `Create or change one of kind ${SIBLING_KINDS[namespaced] ?? namespaced} in a namespace instead, or ask for "objectRef.resource" = ${resource}.`,
      );
    },
  },
  {
    id: 'key-of-another-data-set',
    find(miss) {
      const { dataSet } = miss.given.spec;
      const key = miss.tests.map((test) => test.key).find((candidate) => !knowsKey(dataSet, candidate));
      if (key === undefined) return undefined;
      const owners = CHECKED_DATA_SETS.filter((other) => knowsKey(other, key));
      const where = owners.length > 0 ? `it is a key of ${owners.join(' and ')}` : 'no data set has it';
      return nearestFinding(
        miss,
        `${rowNoun(dataSet)}s have no ${key}: ${where}`,
        owners.length > 0
          ? `Set dataSet: ${owners[0]}, or ask for a key that ${dataSet} has.`
          : `Ask for a key that ${dataSet} has.`,
      );
    },
  },
  {
    id: 'wildcard-in-equals',
    find(miss) {
      const test = miss.tests
        .filter((candidate) => candidate.kind === 'comparison')
        .find((candidate) => candidate.comparator === '=' && isPattern(candidate) && matchesAsSet(miss.row, candidate));
      if (!test) return undefined;
      return nearestFinding(
        miss,
        `= compares the ${test.value.includes('*') ? 'star' : 'question mark'} itself`,
        `Write it as a set: ${test.key} IN {"${test.value}"}.`,
      );
    },
  },
  {
    id: 'letter-case',
    find(miss) {
      for (const test of miss.tests) {
        const values = testValues(test);
        const wanted = values.map((value) => value.toLowerCase());
        // A value that stands in the query as it is was not asked for, but ruled out.
        const found = textsOf(miss.row, test.key).find(
          (text) => wanted.includes(text.toLowerCase()) && !values.includes(text),
        );
        if (found === undefined) continue;
        return nearestFinding(miss, 'capitals count', `Write ${test.key} with the value "${found}" in the query.`);
      }
      return undefined;
    },
  },
  ...MISTAKEN_ENDS,
  {
    id: 'aggregated-away',
    find(miss) {
      const key = miss.tests.map((test) => test.key).find((candidate) => isAggregatedAway(miss.row, candidate));
      if (key === undefined) return undefined;
      const setting = AGGREGATION_SETTINGS[miss.row.dataSet]?.(miss.row.document['action']);
      return nearestFinding(
        miss,
        `aggregation has dropped ${key} from the row`,
        `Lower ${setting} in the FelixConfiguration, or ask for a key that stays, such as ${key.replace(/_.*$/, '_name_aggr')}.`,
      );
    },
  },
  {
    id: 'patched-not-created',
    find(miss) {
      const asksForCreate = miss.tests.some((test) => test.key === 'verb' && testValues(test).includes('create'));
      const { verb, objectRef } = miss.row.document;
      if (!asksForCreate || (verb !== 'patch' && verb !== 'update')) return undefined;
      return nearestFinding(
        miss,
        `${objectRef?.name ?? 'the object'} was there already, so the write was a ${verb}`,
        'Let the query ask for patch and update too, or create an object that is not there yet.',
      );
    },
  },
  {
    id: 'other-verb',
    find(miss) {
      const test = miss.tests.find((candidate) => candidate.key === 'verb');
      const { verb } = miss.row.document;
      const wanted = test ? testValues(test) : [];
      if (!test || !asksForValue(test) || !['create', 'patch', 'update'].includes(verb)) return undefined;
      if (!wanted.every((value) => ['create', 'patch', 'update'].includes(value))) return undefined;
      return nearestFinding(
        miss,
        `the write was a ${verb}`,
        'A new object is a create; kubectl apply, edit and label change what is there with a patch, and only kubectl replace with an update. Do what the query asks for, or let it ask for all of them: verb IN {"create", "patch", "update", "delete"}.',
      );
    },
  },
  {
    id: 'nearest-row',
    find: (miss) =>
      nearestFinding(
        miss,
        miss.failing.because ?? `the row has ${shown(miss.failing.actual)}`,
        miss.row.dataSet === 'audit'
          ? 'Make a change that fits this term, or correct the query (kubectl edit globalalert).'
          : 'Make traffic that fits this term, or correct the query (kubectl edit globalalert).',
      ),
  },
];

const CHECKED_DATA_SETS: readonly DataSet[] = ['flows', 'dns', 'audit'];

const SIBLING_KINDS: Readonly<Record<string, string>> = { networksets: 'NetworkSet', networkpolicies: 'NetworkPolicy' };

const AGGREGATION_SETTINGS: Partial<Record<DataSet, (action: string) => string>> = {
  flows: (action) => `flowLogsFileAggregationKindFor${action === 'deny' ? 'Denied' : 'Allowed'}`,
  dns: () => 'dnsLogsFileAggregationKind',
};

/** The label that a failing term asks an end of the flow to have. */
function wantedLabel({ tests }: NearestMiss): { end: 'source' | 'dest'; key: string; value: string } | undefined {
  for (const test of tests) {
    const end = /^(source|dest)_labels\.labels$/.exec(test.key)?.[1] as 'source' | 'dest' | undefined;
    const [key, value] = testValues(test)[0]?.split('=') ?? [];
    if (end && asksForValue(test) && key && value !== undefined) return { end, key, value };
  }
  return undefined;
}

/** When a pod of the row got the wanted label, if that was after the row's interval began. */
function laterLabel(miss: NearestMiss): { end: 'source' | 'dest'; label: string; change: LabelChange } | undefined {
  const { row, given } = miss;
  const wanted = wantedLabel(miss);
  if (!wanted) return undefined;
  const { end, key, value } = wanted;
  const isThisPod = ({ namespace, pod }: LabelChange): boolean => isPodOf(row, end, namespace, pod);
  const change = given.labels.labelledSince(row.time, key, value, isThisPod);
  return change && { end, label: `${key}=${value}`, change };
}

function podOf({ document }: LogRow, end: 'source' | 'dest'): string {
  return `${document[`${end}_namespace`]}/${document[`${end}_name_aggr`]}`;
}

/** Whether a pod is the row's end, or one of those it sums up. */
function isPodOf({ document }: LogRow, end: 'source' | 'dest', namespace: string, name: string): boolean {
  const aggregate: string = document[`${end}_name_aggr`];
  if (document[`${end}_namespace`] !== namespace) return false;
  return aggregate.endsWith('*') ? name.startsWith(aggregate.slice(0, -1)) : name === aggregate;
}

function knowsKey(dataSet: DataSet, key: string): boolean {
  return !CHECKED_DATA_SETS.includes(dataSet) || fieldOf(dataSet, key).known;
}

/** What the row has at the key, as the index sees it, in words. */
function textsOf({ dataSet, document }: LogRow, key: string): string[] {
  return fieldValues(fieldOf(dataSet, key), document).map(String);
}

function isPattern({ value }: Comparison): boolean {
  return /[*?]/.test(value);
}

/** Whether the row would match were the value written as the member of a set. */
function matchesAsSet({ dataSet, document }: LogRow, { key, value }: Comparison): boolean {
  const test: Membership = { kind: 'membership', key, operator: 'IN', members: [value] };
  return compileQuery({ any: [{ all: [{ negated: false, test }] }] }, dataSet)(document);
}

function isAggregatedAway({ dataSet, document }: LogRow, key: string): boolean {
  const droppable = dataSet === 'dns' ? /^client_(name|ip)$/ : /^(source|dest)_(name|ip|port|port_num)$/;
  const value: unknown = document[key.replace(/_num$/, '')];
  return droppable.test(key) && (value === null || value === '-');
}

/** A value as the row has it; for a group of terms an object of values by key. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing there';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${shown(each)}`)
    .join(', ');
}
