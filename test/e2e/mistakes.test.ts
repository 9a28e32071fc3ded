import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { load } from '../../src/cli/load.ts';
import { closeSession, openSession } from '../../src/cli/open-session.ts';
import { Journal } from '../../src/runner/index.ts';
import { firedrill } from '../support/firedrill.ts';

/** What a learner does wrong: lines typed and blocks run (by number), then perhaps the check. */
interface Mistake {
  mistake: string;
  step: number;
  does: readonly (string | number)[];
  checks?: true;
  /** What the answer must say: the thing to do, not just what went wrong. */
  fix: RegExp;
}

const applied = (change: (text: string) => string, text = ALERT) => `kubectl apply -f - <<'EOF'\n${change(text)}EOF`;

const ALERT = `apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata:
  name: policy.globalnetworkset
spec:
  description: Changes of network sets
  severity: 100
  period: 1m
  lookback: 1m
  dataSet: audit
  query: verb=create AND "objectRef.resource"=globalnetworksets
  metric: count
  condition: gt
  threshold: 0
`;

/** In the order of the steps; what one leaves behind, the next ones do not mind. */
const MISTAKES: Readonly<Record<'alerts' | 'anomaly-detection', readonly Mistake[]>> = {
  alerts: [
    {
      mistake: 'asks for the check before doing anything',
      step: 1,
      does: [],
      checks: true,
      fix: /[Rr]un (?:block 1|the first block)/,
    },
    {
      mistake: 'misspells a kind in a manifest',
      step: 1,
      does: [applied((text) => text.replace('GlobalAlert', 'GlobalAlrt'))],
      fix: /\bGlobalAlert\b/,
    },
    { mistake: 'misspells a resource', step: 1, does: ['kubectl get pdos'], fix: /\bpods\b/ },
    { mistake: 'misspells the command', step: 1, does: ['kubetcl get pods'], fix: /\bkubectl\b/ },
    {
      mistake: 'writes && in a query',
      step: 1,
      does: [applied((text) => text.replace(' AND ', ' && '))],
      fix: /\bAND\b/,
    },
    {
      mistake: 'leaves a field with a dot unquoted',
      step: 1,
      does: [applied((text) => text.replaceAll('"objectRef.resource"', 'objectRef.resource'))],
      fix: /"objectRef\.resource"/,
    },
    {
      mistake: 'indents with a tab',
      step: 1,
      does: [applied((text) => text.replace('  severity', '\tseverity'))],
      fix: /blanks|spaces/,
    },
    {
      mistake: 'names a file that is not there',
      step: 1,
      does: ['kubectl apply -f demo/80-alerts/dns-alert.yaml'],
      fix: /\bls\b|did you mean/i,
    },
    {
      mistake: 'runs an image nobody has',
      step: 1,
      does: ['kubectl run web --image=ngnix', 'sleep 30', 'kubectl get pod web'],
      fix: /ErrImagePull|ImagePullBackOff/,
    },
    {
      mistake: 'changes the alert in a way that it never fires',
      step: 1,
      does: [1, applied((text) => text.replace('threshold: 0', 'threshold: 100')), 2],
      checks: true,
      fix: /threshold/,
    },
    { mistake: 'leaves out the namespace', step: 2, does: ['kubectl get deployment frontend'], fix: /-n hipstershop/ },
    { mistake: 'misspells a namespace', step: 2, does: ['kubectl -n hipstreshop get pods'], fix: /\bhipstershop\b/ },
    {
      mistake: 'misspells a pod',
      step: 2,
      does: ["kubectl -n hipstershop exec multitol -- sh -c 'ping -c 1 google.com'"],
      fix: /\bmultitool\b/,
    },
    {
      mistake: 'asks from the shell instead of a pod',
      step: 2,
      does: [3, 'ping -c 1 google.com'],
      checks: true,
      fix: /\bpod\b/,
    },
    {
      mistake: 'asks for another name',
      step: 2,
      does: ["kubectl -n hipstershop exec multitool -- sh -c 'ping -c 1 gogle.com'"],
      checks: true,
      fix: /google\.com/,
    },
    {
      mistake: 'takes a context that is not there',
      step: 3,
      does: ['kubectl --context production get pods'],
      fix: /kubectl config get-contexts|contexts? (?:is|are|exists?)|kubernetes-admin/i,
    },
    {
      mistake: 'connects from the wrong pod',
      step: 3,
      does: [5, 6, "kubectl -n hipstershop exec -t multitool -- sh -c 'curl -m3 -I frontend.hipstershop'"],
      checks: true,
      fix: /pod of another namespace/,
    },
    {
      mistake: 'labels the pod after the connection',
      step: 3,
      does: ['kubectl label pods --all -n hipstershop security-', 7, 6],
      checks: true,
      fix: /same traffic again/,
    },
  ],
  'anomaly-detection': [
    {
      mistake: 'forgets to fill in CLUSTERNAME',
      step: 3,
      does: [1, 'kubectl apply -f demo/90-anomaly-detection/ad-jobs-deployment-managed.yaml'],
      checks: true,
      fix: /Replace the placeholder/,
    },
    {
      mistake: 'scans too few ports',
      step: 5,
      does: [
        3,
        'sleep 240',
        'POD_IP=$(kubectl -n dev get po --selector app=nginx -o jsonpath={.items[0].status.podIP})',
        'kubectl -n dev exec netshoot -- nmap -Pn -r -p 1-60 $POD_IP',
      ],
      checks: true,
      fix: /ports/,
    },
  ],
};

const UNCLOSED = 'never closes a here document';
const named = new Map<string, boolean>();

for (const [track, mistakes] of Object.entries(MISTAKES)) {
  describe(`in tracks/${track}, a learner`, () => {
    let learner: Awaited<ReturnType<typeof sitDown>>;
    beforeAll(async () => void (learner = await sitDown(`tracks/${track}`)));
    afterAll(() => learner.leave());

    test.each(mistakes)('$mistake', async ({ mistake, step, does, checks, fix }) => {
      await learner.goTo(step);
      const answer = await learner.does(does, checks);
      named.set(mistake, fix.test(answer));
      if (process.env['MISTAKES']) process.stdout.write(`-- ${mistake}: ${fix.test(answer)}\n${answer}\n`);
    });
  });
}

test(`a learner ${UNCLOSED}`, async () => {
  const { stdout } = await firedrill(['play', 'tracks/alerts'], { input: 'cat <<EOF\nfirst line\n' });
  named.set(UNCLOSED, /ends with a line EOF/.test(stdout));
});

test('most answers name the fix', () => {
  const missed = [...named].flatMap(([mistake, isNamed]) => (isNamed ? [] : [mistake]));
  const share = `${named.size - missed.length} of ${named.size}`;
  process.stdout.write(
    `mistakes whose answer names the fix: ${share}${missed.map((one) => `\n  not: ${one}`).join('')}\n`,
  );
  expect(named.size).toBeGreaterThanOrEqual(20);
  expect(missed.length, `answers that do not name the fix: ${missed.join('; ')}`).toBeLessThanOrEqual(named.size - 18);
});

/** Sits down to a track as `firedrill play` does. */
async function sitDown(path: string) {
  let printed = '';
  const loaded = load(path);
  const journal = new Journal(mkdtempSync(join(tmpdir(), 'firedrill-mistakes-')), 'a');
  const opened = await openSession(loaded, { speed: 'max' }, journal, {
    live: false,
    gone: () => false,
    output: (_, { text }) => void (printed += text),
  });
  const { session } = opened;
  await session.open();
  return {
    leave: () => closeSession(opened, journal),
    async goTo(step: number) {
      while (session.state.current < step) await session.next('skipped');
    },
    /** What the learner reads afterwards: what was printed, what firedrill says beside it, what the check says. */
    async does(doings: readonly (string | number)[], checks = false): Promise<string> {
      printed = '';
      for (const doing of doings) {
        if (typeof doing === 'number') await session.runBlock(session.block(doing)!);
        else await session.runLine(doing);
        printed += `${session.advice() ?? ''}\n`;
      }
      if (!checks) return printed;
      const { message, advice = '' } = await session.check();
      return `${message}\n${advice}`;
    },
  };
}
