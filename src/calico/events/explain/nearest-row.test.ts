import { describe, expect, it } from 'vitest';
import { DENY, OUTSIDE, pod } from '../../lab/lab.ts';
import { client, DNS, frontend, LATERAL, MINE, NETWORK_SETS, strictFrontend, withAlert } from '../../lab/rule-lab.ts';

const coredns = pod('kube-system', 'coredns-565c-abcde', { 'k8s-app': 'kube-dns' }, '10.0.0.53');
const SERVICE = { namespace: 'hipstershop', name: 'frontend', portName: 'http', port: 80 };

describe('the nearest row', () => {
  it('had no label yet: it came after the flow', () => {
    const { lab, explain } = withAlert(LATERAL);
    lab.store.create(podObject('hipstershop', frontend.name, frontend.labels));
    lab.runTo(21);
    lab.connect(client, frontend, { input: 1 });
    lab.runTo(40);
    lab.store.update('pods', 'hipstershop', frontend.name, (copy) => {
      copy.metadata.labels = { ...copy.metadata.labels, security: 'strict' };
    });
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({
      verdict: 'cannot',
      cause: 'label-after-flow',
      nearest: {
        term: '"dest_labels.labels" = "security=strict"',
        because:
          'hipstershop/frontend-7c9d-* had no label security=strict when the flow was made (13:00:21); it got it at 13:00:40',
      },
    });
    expect(explanation.advice).toBe('Send the same traffic again, now that the label is there.');
  });

  it('is the lookup somebody meant, not the reverse lookup that ping adds', () => {
    const { lab, explain } = withAlert(DNS);
    lab.runTo(21);
    lab.ask(client, 'github.com', { input: 1 });
    lab.ask(client, '100.113.0.203.in-addr.arpa', { qtype: 'PTR', input: 1 });
    lab.runTo(40);
    expect(explain(MINE).nearest?.row.document['qname']).toBe('github.com');
  });

  it('is a reverse lookup where the query asks for one, or where there is nothing else', () => {
    for (const query of ['qtype = PTR AND qname = "a.arpa"', 'qname = "b.example"']) {
      const { lab, explain } = withAlert({ ...DNS, query });
      lab.runTo(21);
      if (query.includes('PTR')) lab.ask(client, 'github.com', { input: 1 });
      lab.ask(client, '100.113.0.203.in-addr.arpa', { qtype: 'PTR', input: 1 });
      lab.runTo(40);
      expect(explain(MINE).nearest?.row.document['qtype']).toBe('PTR');
    }
  });

  it('is what somebody opened, neither the lookup before it nor what came of it', () => {
    const adservice = pod('hipstershop', 'adservice-84f7-abcde', { app: 'adservice' }, '10.0.0.9');
    const query = 'source_namespace = default AND dest_namespace = hipstershop AND dest_name_aggr NOTIN {"frontend-*"}';
    const { lab, explain } = withAlert({ ...LATERAL, query });
    lab.connect(client, coredns, { protocol: 'udp', port: 53, input: 1 });
    lab.connect(client, frontend, { input: 1 });
    lab.runTo(2);
    lab.connect(frontend, adservice, { input: 1 });
    expect(explain(MINE).nearest?.row.document).toMatchObject({ dest_name_aggr: 'frontend-7c9d-*' });
  });

  it('is the lookup where the query asks for it, or where nothing else was opened', () => {
    for (const query of ['dest_port = 53 AND source_namespace = other', 'source_namespace = other']) {
      const { lab, explain } = withAlert({ ...LATERAL, query });
      lab.connect(client, coredns, { protocol: 'udp', port: 53, input: 1 });
      if (query.includes('53')) lab.connect(client, frontend, { input: 1 });
      expect(explain(MINE).nearest?.row.document).toMatchObject({ dest_port: 53 });
    }
  });

  it('says what else it failed on, so that nobody mends one thing after the other', () => {
    const { lab, explain } = withAlert({
      ...DNS,
      query: 'qname = "google.com" AND qtype = MX AND client_namespace = default',
    });
    lab.ask(client, 'github.com', { input: 1 });
    expect(explain(MINE).reason).toContain('the row has "github.com"; qtype = MX fails too.');
  });

  it('went to a service that has no such port', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'dest_namespace = hipstershop' });
    lab.flushEvery('10s', { flowLogsFileAggregationKindForAllowed: 1 });
    lab.store.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'frontend', namespace: 'hipstershop' },
      spec: { clusterIP: '10.96.3.4', ports: [{ port: 80 }] },
    });
    lab.connect(client, { ...OUTSIDE, ip: '10.96.3.4', nameAggr: 'pvt' }, { input: 1, port: 9999 });
    expect(explain(MINE)).toMatchObject({ cause: 'service-without-port', advice: 'Use a port of the service: 80.' });
    expect(explain(MINE).reason).toContain('10.96.3.4 is the service hipstershop/frontend, which has no port 9999');
  });

  it('differs in capitals, whatever else was opened beside it', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'dest_namespace IN {"Hipstershop"}' });
    lab.connect(client, frontend, { input: 1 });
    lab.runTo(3);
    lab.connect(client, pod('kube-system', 'metrics', {}, '10.0.0.4'), { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'letter-case' });
  });

  it('is about a cluster-wide network set where the namespaced kind is asked for', () => {
    const { lab, explain } = withAlert({ ...NETWORK_SETS, query: '"objectRef.resource" = networksets' });
    lab.audit('create', 'globalnetworksets', 'mine', 1);
    expect(explain(MINE)).toMatchObject({ cause: 'cluster-wide-object' });
    expect(explain(MINE).advice).toContain('one of kind NetworkSet in a namespace');
  });

  it('was written by another verb', () => {
    const { lab, explain } = withAlert({ ...NETWORK_SETS, query: 'verb = update' });
    lab.audit('patch', 'globalnetworksets', 'mine', 1);
    expect(explain(MINE)).toMatchObject({ cause: 'other-verb' });
    expect(explain(MINE).advice).toContain('only kubectl replace with an update');
  });

  it('sums up flows from before and after the label', () => {
    const { lab, explain } = withAlert(LATERAL);
    lab.store.create(podObject('hipstershop', frontend.name, frontend.labels));
    lab.runTo(21);
    lab.connect(client, frontend, { input: 1 });
    lab.runTo(23);
    lab.store.update('pods', 'hipstershop', frontend.name, (copy) => {
      copy.metadata.labels = { ...copy.metadata.labels, security: 'strict' };
    });
    lab.runTo(25);
    lab.connect(client, strictFrontend, { input: 2 });
    expect(explain(MINE)).toMatchObject({ verdict: 'cannot', cause: 'label-amid-flows' });
    expect(explain(MINE).advice).toContain('next flush');
  });

  it('has no such label at all', () => {
    const { lab, explain } = withAlert(LATERAL);
    lab.connect(client, frontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'label-missing' });
  });

  it('ends outside the cluster, where nothing has labels', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: '"dest_labels.labels" = "security=strict"' });
    lab.connect(client, OUTSIDE, { input: 1, port: 443 });
    expect(explain(MINE)).toMatchObject({ cause: 'outside-has-no-labels' });
  });

  it('is about a namespaced network set', () => {
    const { lab, explain } = withAlert(NETWORK_SETS);
    lab.audit('create', 'networksets', 'empty-networkset', 1);
    expect(explain(MINE)).toMatchObject({ cause: 'namespaced-network-set' });
    expect(explain(MINE).advice).toContain('GlobalNetworkSet');
  });

  it('lacks a key that only another data set has', () => {
    const { lab, explain } = withAlert({ ...DNS, query: 'source_namespace IN {"default"}' });
    lab.ask(client, 'google.com', { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'key-of-another-data-set' });
    expect(explain(MINE).advice).toContain('dataSet: flows');
  });

  it('would match the wildcard, but = takes it literally', () => {
    const { lab, explain } = withAlert({ ...DNS, query: 'qname = "*.google.com"' });
    lab.ask(client, 'mail.google.com', { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'wildcard-in-equals' });
    expect(explain(MINE).advice).toBe('Write it as a set: qname IN {"*.google.com"}.');
  });

  it('has lost the field to aggregation', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'source_name = "multitool"' });
    lab.connect(client, frontend, { input: 1 });
    expect(explain(MINE)).toMatchObject({ cause: 'aggregated-away' });
    expect(explain(MINE).advice).toContain('flowLogsFileAggregationKindForAllowed');
  });

  it('differs in capitals only', () => {
    const { lab, explain } = withAlert({ ...NETWORK_SETS, query: '"user.username" = "Kubernetes-Admin"' });
    lab.audit('create', 'globalnetworksets', 'mine', 1);
    expect(explain(MINE)).toMatchObject({ cause: 'letter-case' });
    expect(explain(MINE).advice).toContain('"kubernetes-admin"');
  });

  it('has the port of the pod, not of the service', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'dest_port = 80 AND source_namespace = default' });
    lab.connect(client, frontend, { input: 1, port: 8080, service: SERVICE });
    lab.connect(frontend, client, { input: 1, port: 3550 });
    expect(explain(MINE)).toMatchObject({
      cause: 'service-port',
      nearest: {
        because:
          "port 80 is the service's; the service sends it on to port 8080 of the pod, and dest_port is the pod's",
      },
      advice: 'Write dest_port = 8080, or dest_service_port_num = 80.',
    });
  });

  it('names the pods of the workload', () => {
    for (const query of ['dest_name_aggr = frontend', 'dest_name = "frontend"', 'dest_name_aggr IN {"frontend"}']) {
      const { lab, explain } = withAlert({ ...LATERAL, query });
      lab.connect(client, frontend, { input: 1 });
      expect(explain(MINE)).toMatchObject({
        cause: 'workload-name',
        advice: 'Write dest_name_aggr IN {"frontend-*"}.',
      });
    }
  });

  it('was denied at its source, so the other end has nothing to report', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'reporter = dst AND dest_namespace = hipstershop' });
    lab.connect(client, frontend, { input: 1, egress: DENY });
    expect(explain(MINE)).toMatchObject({ cause: 'denied-at-source' });
    expect(explain(MINE).advice).toContain('reporter = src');
  });

  it('was allowed where the alert asks for denied, or the other way round', () => {
    const denied = withAlert({ ...LATERAL, query: 'action = deny AND proto = tcp' });
    denied.lab.connect(client, frontend, { input: 1 });
    expect(denied.explain(MINE)).toMatchObject({
      cause: 'other-action',
      nearest: { because: 'policy let this traffic pass' },
    });
    const allowed = withAlert({ ...LATERAL, query: 'action = allow AND proto = tcp' });
    allowed.lab.connect(client, frontend, { input: 1, egress: DENY });
    expect(allowed.explain(MINE)).toMatchObject({
      cause: 'other-action',
      nearest: { because: 'policy denied this traffic (the end of the tier of default.default-deny)' },
    });
  });

  it('came from another namespace, or went to another one', () => {
    const from = withAlert({ ...DNS, query: 'client_namespace = hipstershop' });
    from.lab.ask(client, 'google.com', { input: 1 });
    expect(from.explain(MINE)).toMatchObject({ cause: 'other-namespace' });
    expect(from.explain(MINE).advice).toContain('kubectl -n hipstershop exec');
    const to = withAlert({ ...LATERAL, query: 'dest_namespace = hipstershop' });
    to.lab.connect(client, OUTSIDE, { input: 1, port: 443 });
    expect(to.explain(MINE)).toMatchObject({
      cause: 'other-namespace',
      nearest: { because: 'what it went to is outside every namespace' },
      advice: 'Send the traffic to a pod of namespace hipstershop.',
    });
  });

  it('came from a namespace that the query rules out', () => {
    const { lab, explain } = withAlert({ ...DNS, query: 'client_namespace != default' });
    lab.ask(client, 'google.com', { input: 1 });
    expect(explain(MINE)).toMatchObject({
      cause: 'same-namespace',
      nearest: { because: 'what it came from is in namespace default, which the query rules out' },
      advice: 'Run the command in a pod of another namespace (kubectl -n NAMESPACE exec ...).',
    });
  });

  it('was a patch, because the object was there already', () => {
    const { lab, explain } = withAlert(NETWORK_SETS);
    lab.audit('patch', 'globalnetworksets', 'mine', 1);
    expect(explain(MINE)).toMatchObject({
      cause: 'patched-not-created',
      nearest: { because: 'mine was there already, so the write was a patch' },
    });
  });

  it('otherwise is told with the term that failed and what the row has there', () => {
    const { lab, explain } = withAlert(DNS);
    lab.ask(client, 'github.com', { input: 1 });
    const explanation = explain(MINE);
    expect(explanation).toMatchObject({ cause: 'nearest-row', nearest: { term: 'qname = "google.com"' } });
    expect(explanation.reason).toBe(
      'No DNS row matches. The nearest, at 13:00:00: default/multitool asked A github.com (NoError). It failed on qname = "google.com": the row has "github.com".',
    );
  });

  it('is told with all its values when a whole choice failed', () => {
    const { lab, explain } = withAlert({ ...DNS, query: '(qname = "a.com" OR client_namespace = "prod")' });
    lab.ask(client, 'github.com', { input: 1 });
    expect(explain(MINE).nearest?.because).toBe('the row has qname "github.com", client_namespace "default"');
  });

  it('is one of those the session caused, when there are any', () => {
    const { lab, explain } = withAlert({ ...LATERAL, query: 'action = deny AND dest_port = 22' });
    lab.connect(client, frontend, { input: 1, port: 80 });
    lab.connect(client, frontend, { egress: DENY, port: 443 });
    expect(explain().nearest?.row.inputs).toEqual([1]);
  });
});

function podObject(namespace: string, name: string, labels: Readonly<Record<string, string>>) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { namespace, name, labels: { ...labels } } };
}
