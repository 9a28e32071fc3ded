import type { Obligation } from '../track/index.ts';
import type { AlertSource } from './alert-source.ts';
import type { CheckResult } from './check-result.ts';
import { specDifference } from './spec-difference.ts';

/**
 * The check a text implies by applying an alert: the stored alert is the document's, and it has fired since, because of
 * something this session did.
 */
export async function derivedCheck(obligation: Obligation, since: number, alerts: AlertSource): Promise<CheckResult> {
  const { alert, manifest } = obligation;
  const found = { source: 'derived', alerts: [alert] } as const;
  const stored = await alerts.stored(alert);
  if (!stored) {
    return {
      ...found,
      verdict: 'failed',
      message: `there is no alert ${alert}`,
      advice: 'Run the block that applies it.',
    };
  }
  const difference = specDifference(manifest.spec ?? {}, stored['spec'] ?? {});
  if (difference) {
    return {
      ...found,
      verdict: 'failed',
      message: `${alert} is not the alert in the text: ${difference}`,
      advice: 'Apply the manifest of the text again.',
    };
  }
  const created = Date.parse(stored.metadata.creationTimestamp ?? '');
  const from = Math.max(since, Number.isNaN(created) ? 0 : created);
  const { verdict, reason, advice, nextAt } = await alerts.explain(alert, {
    since: from,
    causedByInput: true,
  });
  const message = reason.includes(alert) ? reason : `${alert}: ${reason}`;
  switch (verdict) {
    case 'fired':
      return { ...found, verdict: 'passed', message };
    case 'not-yet':
      return { ...found, verdict: 'waiting', message, advice, nextAt };
    case 'cannot':
      return { ...found, verdict: 'failed', message, advice };
    case 'unknown':
      return { ...found, verdict: 'unknown', message };
  }
}
