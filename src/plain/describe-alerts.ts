import type { AlertSource } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';

/** Each configured alert with what it last did, and why it has not fired where it has not. */
export function describeAlerts(alerts: AlertSource): string {
  return alerts
    .view()
    .alerts.map(({ name, verdict, reason, advice }) => {
      return `${name}  ${verdict === 'fired' ? texts.fired : texts.notFired}\n    ${reason}${advice ? `\n    ${advice}` : ''}`;
    })
    .join('\n');
}
