import { describe, expect, test } from 'vitest';
import { broken, fixture, outcomes, problems, verifyText } from '../support/verify-text.ts';

const alerts = fixture('three-alerts.md');
const scan = fixture('port-scan.md');
const trigger = {
  sets: alerts.slice(alerts.indexOf('- Ring it.'), alerts.indexOf('Second bell')),
  ping: "kubectl -n hipstershop exec -t multitool -- sh -c 'ping -c 3 google.com'",
  label: 'kubectl label pods --all -n hipstershop security=strict',
  curl: "kubectl exec -t multitool -- sh -c 'curl -I frontend.hipstershop 2>/dev/null | grep -i http'",
  scan: 'nmap -Pn -r -p 1-600 $POD_IP',
};

describe('documents as they come', () => {
  test('a challenge of three alerts passes by what it says itself, in the environment found for it', async () => {
    const report = await verifyText(alerts);
    expect(problems(report)).toBe('');
    expect(outcomes(report)).toEqual(['verified', 'verified', 'verified']);
    expect(report.environment).toBe('hipstershop');
    expect(report.steps.every(({ source }) => source === 'derived')).toBe(true);
  });

  test('a workshop module passes by the numbered list, checked where its one alert is due', async () => {
    const report = await verifyText(scan);
    expect(problems(report)).toBe('');
    expect(report.environment).toBe('aks-workshop');
    expect(outcomes(report)).toEqual(['unchecked', 'unchecked', 'unchecked', 'unchecked', 'verified']);
    expect(report.steps[1]!.owed).toEqual([{ alert: 'tigera.io.detector.port-scan', due: 5 }]);
    expect(report.steps[4]!.owed).toEqual([]);
  });
});

describe('with one thing broken it fails and says why', () => {
  test('the DNS query names another domain', async () => {
    const text = broken(
      alerts,
      `query: '(qname = "www.google.com" OR qname = "google.com")'`,
      `query: 'qname = "example.org"'`,
    );
    const report = await verifyText(text);
    expect(outcomes(report)).toEqual(['verified', 'failed', 'verified']);
    expect(problems(report)).toMatch(/bell\.names/);
    expect(problems(report)).toMatch(/qname = "example\.org"/);
  });

  test('the trigger block is removed', async () => {
    const report = await verifyText(broken(alerts, trigger.ping, 'true'));
    expect(outcomes(report)).toEqual(['verified', 'failed', 'verified']);
    expect(problems(report)).toMatch(/No DNS row .* since bell\.names/);
  });

  test('the label is applied after the curl', async () => {
    const swapped = broken(broken(alerts, trigger.label, '@'), trigger.curl, trigger.label).replace(
      '@',
      () => trigger.curl,
    );
    const report = await verifyText(swapped);
    expect(outcomes(report)).toEqual(['verified', 'verified', 'failed']);
    expect(problems(report)).toMatch(/security=strict/);
    expect(problems(report)).toMatch(/label/);
  });

  test('a look-back of one minute never sees logs that are flushed every five', async () => {
    const slow = `kubectl patch felixconfiguration default --type merge -p '{"spec":{"flowLogsFlushInterval":"300s","dnsLogsFlushInterval":"300s"}}'`;
    const report = await verifyText(alerts, { before: slow });
    expect(outcomes(report)).toEqual(['verified', 'failed', 'failed']);
    expect(problems(report)).toMatch(/1m0?s?/);
    expect(problems(report)).toMatch(/5m|300/);
  });

  test('the alert of the same name has an empty query', async () => {
    const emptied = `${trigger.ping}\nkubectl patch globalalert bell.names --type merge -p '{"spec":{"query":""}}'`;
    const report = await verifyText(broken(alerts, trigger.ping, emptied));
    expect(outcomes(report)).toEqual(['verified', 'failed', 'verified']);
    expect(problems(report)).toMatch(/query is not set/);
  });

  test('only the load generator produced the row', async () => {
    const query = /query: '\("dest_labels[^\n]*/.exec(alerts)![0];
    const shopOnly = `query: '"source_namespace"="hipstershop" AND "dest_namespace"="hipstershop" AND "dest_port"="8080"'`;
    const report = await verifyText(broken(broken(alerts, query, shopOnly), trigger.curl, 'true'));
    expect(outcomes(report)).toEqual(['verified', 'verified', 'failed']);
    expect(problems(report)).toMatch(/none came from you/);
  });

  test('a change fails inside a loop whose last command works', async () => {
    const loop = 'for pod in nosuch; do kubectl -n hipstershop label pod $pod a=b; echo done; done';
    const report = await verifyText(broken(alerts, trigger.label, `${trigger.label}\n${loop}`));
    expect(problems(report)).toMatch(/exit code 1: kubectl -n hipstershop label pod nosuch a=b/);
  });

  test('150 ports stay under the threshold of 200', async () => {
    const report = await verifyText(broken(scan, trigger.scan, 'nmap -Pn -r -p 1-150 $POD_IP'));
    expect(outcomes(report).at(-1)).toBe('failed');
    expect(problems(report)).toMatch(/150/);
    expect(problems(report)).toMatch(/200/);
  });

  test('the placeholder CLUSTERNAME is left in the manifest', async () => {
    const sed = /sed -i [^\n]*/.exec(scan)![0];
    const report = await verifyText(broken(scan, sed, 'true'));
    expect(outcomes(report).at(-1)).toBe('failed');
    expect(problems(report)).toMatch(/CLUSTERNAME|CLUSTER_NAME/);
  });
});

describe('right answers of other kinds pass', () => {
  const otherWays: readonly (readonly [string, string])[] = [
    [
      'kubectl edit',
      `KUBE_EDITOR="sed -i 's/tigera.io/tigera.example/'" kubectl edit globalnetworkset global-trusted-domains`,
    ],
    [
      'kubectl patch',
      `kubectl patch globalnetworkset global-trusted-domains --type merge -p '{"spec":{"nets":["192.0.2.0/24"]}}'`,
    ],
    ['kubectl label', 'kubectl label globalnetworkset global-trusted-domains touched=yes'],
    ['kubectl delete', 'kubectl delete globalnetworkset global-trusted-domains'],
  ];
  test.each(otherWays)('%s of a set that is there already', async (_, line) => {
    const text = alerts.replace(trigger.sets, () => `- Ring it.\n\n\`\`\`bash\n${line}\n\`\`\`\n\n`);
    const report = await verifyText(text);
    expect(problems(report)).toBe('');
    expect(outcomes(report)[0]).toBe('verified');
  });

  test.each([
    ['curl', "kubectl exec -t multitool -- sh -c 'curl -sm 3 cartservice.hipstershop:7070'"],
    ['nc', "kubectl exec -t multitool -- sh -c 'nc -zv -w 3 productcatalogservice.hipstershop 3550'"],
    [
      'curl by address',
      'kubectl exec -t multitool -- curl -sI -m 3 $(kubectl -n hipstershop get svc frontend -o jsonpath={.spec.clusterIP})',
    ],
  ])('%s to another service of the shop', async (_, line) => {
    const report = await verifyText(broken(alerts, trigger.curl, line));
    expect(problems(report)).toBe('');
    expect(outcomes(report)[2]).toBe('verified');
  });

  test('alert and trigger in one block', async () => {
    const apart = 'EOF\n```\n\n- Ring it.\n\n```bash\nkubectl -n hipstershop exec';
    const report = await verifyText(broken(alerts, apart, 'EOF\nkubectl -n hipstershop exec'));
    expect(problems(report)).toBe('');
    expect(outcomes(report)).toEqual(['verified', 'verified', 'verified']);
  });

  test('a probe that fails behind a change that worked, in one line', async () => {
    const line = `kubectl label pods --all -n hipstershop a=b >/dev/null; kubectl exec -t multitool -- curl -s -m 2 10.99.99.99`;
    const report = await verifyText(broken(alerts, trigger.label, `${trigger.label}\n${line}`));
    expect(problems(report)).toBe('');
    expect(report.steps[2]!.blocks[1]!.outcome.code).toBe(28);
  });

  test('the alerts applied with create', async () => {
    const report = await verifyText(alerts.replaceAll('kubectl apply -f -<<', 'kubectl create -f - <<'));
    expect(problems(report)).toBe('');
    expect(outcomes(report)).toEqual(['verified', 'verified', 'verified']);
  });

  const offsets = Array.from({ length: 50 }, (_, index) => index * 6);
  test.each(offsets)('the scan started %d s into a five-minute bucket', async (offset) => {
    const report = await verifyText(scan, { wait: offset * 1_000 });
    expect(problems(report)).toBe('');
    expect(outcomes(report).at(-1)).toBe('verified');
  });
});
