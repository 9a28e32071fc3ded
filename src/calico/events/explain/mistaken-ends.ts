import { type Comparison, fieldOf, fieldValues, type Membership } from '../../query/index.ts';
import type { LogRow } from '../../types.ts';
import type { Cause } from './cause.ts';
import { type NearestMiss, nearestFinding } from './nearest-miss.ts';
import { asksForValue, testValues } from './query-tests.ts';

/** Rows that differ from the query in what people expect a flow or a lookup to say of its two ends. */
export const MISTAKEN_ENDS: readonly Cause<NearestMiss>[] = [
  {
    id: 'service-without-port',
    find(miss) {
      const { dest_type: type, dest_ip: address, dest_port: port } = miss.row.document;
      const asksForEnd = miss.tests.some(({ key }) => /^dest_/.test(key));
      if (type !== 'net' || !asksForEnd || !address) return undefined;
      const service = miss.given.store.list('services').find(({ spec }) => spec.clusterIP === address);
      const ports: { port: number }[] = service?.['spec'].ports ?? [];
      if (!service || ports.some((each) => each.port === port)) return undefined;
      const { namespace, name } = service.metadata;
      return nearestFinding(
        miss,
        `${address} is the service ${namespace}/${name}, which has no port ${port}, so no pod was reached`,
        `Use a port of the service: ${ports.map((each) => each.port).join(', ')}.`,
      );
    },
  },
  {
    id: 'service-port',
    find(miss) {
      const { dest_port: port, dest_service_port_num: servicePort } = miss.row.document;
      const test = asked(miss, /^dest_port(_num)?$/).find((one) => testValues(one).includes(String(servicePort)));
      if (!test || port === null || port === undefined || port === servicePort) return undefined;
      return nearestFinding(
        miss,
        `port ${servicePort} is the service's; the service sends it on to port ${port} of the pod, and ${test.key} is the pod's`,
        `Write ${test.key} = ${port}, or dest_service_port_num = ${servicePort}.`,
      );
    },
  },
  {
    id: 'workload-name',
    find(miss) {
      for (const test of asked(miss, /^(source|dest|client)_name(_aggr)?$/)) {
        const aggregate = test.key.replace(/(_aggr)?$/, '_aggr');
        const wanted = testValues(test).find((value) => aggregateOf(miss.row, aggregate).startsWith(`${value}-`));
        if (wanted === undefined) continue;
        return nearestFinding(
          miss,
          `${wanted} is the name of the workload, and the log names its pods: ${aggregate} is "${aggregateOf(miss.row, aggregate)}"`,
          `Write ${aggregate} IN {"${wanted}-*"}.`,
        );
      }
      return undefined;
    },
  },
  {
    id: 'denied-at-source',
    find(miss) {
      const { reporter, action } = miss.row.document;
      const wantsTarget = asked(miss, /^reporter$/).some((test) => testValues(test).includes('dst'));
      if (!wantsTarget || reporter !== 'src' || action !== 'deny') return undefined;
      return nearestFinding(
        miss,
        'policy stopped the traffic where it began, so it never reached the other end and only its source reports it',
        'Ask for reporter = src, or leave the reporter out of the query.',
      );
    },
  },
  {
    id: 'other-action',
    find(miss) {
      const { action } = miss.row.document;
      const wanted = alone(miss, /^action$/);
      if (!wanted || testValues(wanted).includes(action)) return undefined;
      const policy = decidingPolicy(miss.row);
      const by = policy ? ` (${policy})` : '';
      return nearestFinding(
        miss,
        action === 'deny' ? `policy denied this traffic${by}` : `policy let this traffic pass${by}`,
        action === 'deny'
          ? 'Send traffic that policy allows, or ask for action = deny.'
          : 'Send traffic that policy denies, or apply a policy that denies this, then send it again.',
      );
    },
  },
  {
    id: 'same-namespace',
    find(miss) {
      const [test] = miss.tests;
      if (miss.tests.length !== 1 || !test || !/^(source|dest|client)_namespace$/.test(test.key)) return undefined;
      const rulesOut = test.kind === 'comparison' ? test.comparator === '!=' : test.operator === 'NOTIN';
      const actual: unknown = miss.row.document[test.key];
      if (!rulesOut || typeof actual !== 'string' || !testValues(test).includes(actual)) return undefined;
      const isTarget = test.key === 'dest_namespace';
      return nearestFinding(
        miss,
        `what ${isTarget ? 'it went to' : 'it came from'} is in namespace ${actual}, which the query rules out`,
        isTarget
          ? 'Send the traffic to a pod of another namespace.'
          : 'Run the command in a pod of another namespace (kubectl -n NAMESPACE exec ...).',
      );
    },
  },
  {
    id: 'other-namespace',
    find(miss) {
      const test = alone(miss, /^(source|dest|client)_namespace$/);
      const wanted = test && testValues(test)[0];
      const actual: unknown = test && miss.row.document[test.key];
      if (wanted === undefined || typeof actual !== 'string' || actual.toLowerCase() === wanted.toLowerCase()) {
        return undefined;
      }
      const isTarget = test?.key === 'dest_namespace';
      const where = actual === '-' ? 'outside every namespace' : `in namespace ${actual}`;
      return nearestFinding(
        miss,
        `what ${isTarget ? 'it went to' : 'it came from'} is ${where}`,
        isTarget
          ? `Send the traffic to a pod of namespace ${wanted}.`
          : `Run the command in a pod of namespace ${wanted} (kubectl -n ${wanted} exec ...).`,
      );
    },
  },
];

/** Tests of the failing term that ask a key to have a value. */
function asked({ tests, failing }: NearestMiss, key: RegExp): (Comparison | Membership)[] {
  if (/^(NOT|!)/i.test(failing.term)) return [];
  return tests.filter((test) => asksForValue(test) && key.test(test.key));
}

/** The same where nothing else is to blame: the term is no choice between several keys. */
function alone(miss: NearestMiss, key: RegExp): Comparison | Membership | undefined {
  return miss.tests.length === 1 ? asked(miss, key)[0] : undefined;
}

function aggregateOf({ dataSet, document }: LogRow, key: string): string {
  return String(fieldValues(fieldOf(dataSet, key), document)[0] ?? '');
}

/** `policy default.default-deny`, of the last policy that had a say. */
function decidingPolicy({ document }: LogRow): string | undefined {
  const entries: readonly string[] = document['policies']?.all_policies ?? [];
  const last = [...entries].sort((left, right) => Number.parseInt(left, 10) - Number.parseInt(right, 10)).at(-1);
  const name = last?.split('|')[2];
  if (name === undefined || name.startsWith('__PROFILE__')) return undefined;
  return last?.endsWith('|-1') ? `the end of the tier of ${name}` : `policy ${name}`;
}
