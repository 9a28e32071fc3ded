import type { Sandbox } from '../sandbox/index.ts';
import type { AlertSource } from './alert-source.ts';
import { type AlertsView, alertRow, type DetectorRow, eventRow } from './lab-view.ts';

const ALERTS = 'globalalerts.projectcalico.org';

/** What the engine knows of a simulated world's alerts: everything. */
export function simulatedAlerts(sandbox: Sandbox): AlertSource {
  return {
    stored: async (alert) => sandbox.cluster.store.get(ALERTS, undefined, alert),
    explain: async (alert, question) => {
      const explanation = sandbox.securityEvents.explain(alert, question);
      return explanation.verdict === 'not-yet'
        ? { ...explanation, nextAt: explanation.nextAt ?? sandbox.now + ASK_AGAIN }
        : explanation;
    },
    view: () => lookAtAlerts(sandbox),
    switchDetector: (detector) => switchDetector(sandbox, detector),
  };
}

/** Simulated milliseconds, where no moment is known that may change the answer. */
const ASK_AGAIN = 10_000;

function lookAtAlerts(sandbox: Sandbox): AlertsView {
  const { securityEvents } = sandbox;
  return {
    events: securityEvents.list().map(eventRow).reverse(),
    alerts: sandbox.cluster.store
      .list(ALERTS)
      .map((alert) => alertRow(alert, securityEvents.explain(alert.metadata.name, { causedByInput: true }))),
    detectors: sandbox.engine.calico.detectors.list().map(({ title, ...row }) => ({ ...row, description: title })),
  };
}

/** Enable and Disable of the Anomaly Detection page: makes or deletes the detector's GlobalAlert. */
async function switchDetector(
  sandbox: Sandbox,
  { id, alert, description, enabled }: DetectorRow,
): Promise<string | undefined> {
  const manifest = {
    apiVersion: 'projectcalico.org/v3',
    kind: 'GlobalAlert',
    metadata: { name: alert },
    spec: { type: 'AnomalyDetection', description, detector: { name: id }, severity: 100, period: '15m0s' },
  };
  const text = enabled
    ? `kubectl delete globalalert ${alert}\n`
    : `kubectl apply -f - <<'EOF'\n${JSON.stringify(manifest, undefined, 2)}\nEOF\n`;
  const host = sandbox.hostNames[0]!;
  const { code, stderr } = await sandbox.script({ host, name: 'calico-cloud', text, env: {}, cause: 'learner' });
  return code === 0 ? undefined : stderr.trim();
}
