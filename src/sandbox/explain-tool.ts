import { describeExplanation } from '../calico/index.ts';
import type { Tool } from '../shell/index.ts';
import type { Engine } from './engine.ts';

const USAGE = 'usage: explain ALERT [--json]\nSays why an alert fired, or why it has not yet.\n';

/** `explain ALERT` on a host of the learner: 0 when the alert fired, 1 when not, 2 for a wrong call. */
export function explainTool(engine: Engine): Tool {
  return {
    name: 'explain',
    async run({ args, stdout, stderr }) {
      const names = args.filter((arg) => arg !== '--json');
      const [alert] = names;
      if (alert === '--help' || alert === '-h') {
        stdout(USAGE);
        return 0;
      }
      if (alert === undefined || names.length > 1 || alert.startsWith('-')) {
        stderr(USAGE);
        return 2;
      }
      const explanation = engine.calico.securityEvents.explain(alert, { causedByInput: true });
      const stored = engine.cluster.store.get('globalalerts.projectcalico.org', undefined, alert);
      const asJson = args.includes('--json');
      stdout(
        asJson
          ? `${JSON.stringify(explanation, undefined, 2)}\n`
          : describeExplanation(explanation, stored, engine.clock.now()),
      );
      return explanation.verdict === 'fired' ? 0 : 1;
    },
  };
}
