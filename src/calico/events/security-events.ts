import type { Clock } from '../../clock/index.ts';
import { type KubernetesObject, nearestWord, type ReadStore } from '../../cluster/index.ts';
import type { AlertController } from '../alerts/index.ts';
import { type AnomalyDetection, bucketStart } from '../anomaly/index.ts';
import type { EventStore, Explanation, LogRow, LogStore, Question, SecurityEvents } from '../types.ts';
import { gatherDetectorCase } from './explain/detector-case.ts';
import { explainDetector } from './explain/detector-causes.ts';
import { recordLabelHistory } from './explain/label-history.ts';
import { createdAt, gatherRuleCase } from './explain/rule-case.ts';
import { explainRule } from './explain/rule-causes.ts';
import { detectorTimeline, ruleTimeline } from './explain/timeline.ts';
import { clockTime } from './explain/wording.ts';

export interface SecurityEventsOptions {
  clock: Clock;
  store: ReadStore;
  logs: LogStore;
  events: EventStore;
  detectors: AnomalyDetection;
  alerts: AlertController;
}

const GLOBAL_ALERTS = 'globalalerts.projectcalico.org';
const TEMPLATES = 'globalalerttemplates.projectcalico.org';

/** The port that checks, screens, the page and `explain` ask what fired, and why not yet. */
export function createSecurityEvents(options: SecurityEventsOptions): SecurityEvents {
  const { clock, store, logs, events, detectors, alerts } = options;
  const labels = recordLabelHistory(store, () => clock.now());
  const deletedAt = new Map<string, number>();
  store.subscribe(GLOBAL_ALERTS, ({ type, object }) => {
    if (type === 'DELETED') deletedAt.set(object.metadata.name, clock.now());
  });

  return {
    list: (filter) => events.list(filter),
    explain(name, question = {}) {
      const alert = store.get(GLOBAL_ALERTS, undefined, name);
      if (!alert) return explainMissing(name);
      return alert['spec']?.type === 'AnomalyDetection'
        ? explainDetectorAlert(alert, question)
        : explainRuleAlert(alert, question);
    },
  };

  function explainRuleAlert(alert: KubernetesObject, question: Question): Explanation {
    const { name } = alert.metadata;
    const now = clock.now();
    const given = gatherRuleCase(alert, {
      logs,
      store,
      labels,
      now,
      question,
      events: events.list({ alert: name }),
      runs: alerts,
    });
    const evaluations = given.evaluations.map(({ at }) => at);
    return {
      alert: name,
      ...explainRule(given),
      timeline: ruleTimeline(given),
      settledEvaluations: countSettled(evaluations, given.rows, given.inForceSince, (row) => row.visibleAt),
    };
  }

  function explainDetectorAlert(alert: KubernetesObject, question: Question): Explanation {
    const { name } = alert.metadata;
    const state = detectors.inspect(name);
    if (!state) return explainUnknownDetector(name, detectors);
    const given = gatherDetectorCase({
      name,
      now: clock.now(),
      createdAt: createdAt(alert),
      question,
      events: events.list({ alert: name }),
      state,
      clusterName: detectors.clusterName,
      store,
      logs,
    });
    return {
      alert: name,
      ...explainDetector(given),
      timeline: detectorTimeline(given),
      settledEvaluations: countSettled(state.searches, given.rows, given.createdAt, (row) =>
        state.completeAt(bucketStart(row.time)),
      ),
    };
  }

  function explainMissing(name: string): Explanation {
    return { alert: name, verdict: 'cannot', ...whyMissing(name), timeline: [], settledEvaluations: 0 };
  }

  function whyMissing(name: string): Pick<Explanation, 'cause' | 'reason' | 'advice'> {
    const deleted = deletedAt.get(name);
    if (deleted !== undefined) {
      return {
        cause: 'alert-deleted',
        reason: `GlobalAlert ${name} was deleted at ${clockTime(deleted, clock.now())}, so nothing looks at the logs for it any more.`,
        advice: 'Apply its manifest again, then trigger it again.',
      };
    }
    const template = store.get(TEMPLATES, undefined, name);
    if (template?.['spec'].type === 'AnomalyDetection') {
      return {
        cause: 'detector-off',
        reason: `The detector ${template['spec'].detector?.name} is switched off: no GlobalAlert ${name} exists, and the GlobalAlertTemplate of that name is only a form to make one from.`,
        advice: `Switch it on by applying a GlobalAlert of type AnomalyDetection with that name, or under Anomaly Detection in Calico Cloud.`,
      };
    }
    if (template) {
      return {
        cause: 'only-a-template',
        reason: `There is no GlobalAlert ${name}, only a GlobalAlertTemplate of that name: a form to make alerts from, which is never evaluated.`,
        advice: 'Apply a manifest of kind GlobalAlert.',
      };
    }
    const names = store.list(GLOBAL_ALERTS).map((alert) => alert.metadata.name);
    const meant = nearestWord(name, names);
    const existing = names.length > 0 ? `There are: ${names.slice(0, 10).join(', ')}.` : 'There is none at all.';
    return {
      cause: 'no-alert',
      reason: `There is no GlobalAlert ${name}. ${existing}`,
      advice: meant
        ? `Did you mean ${meant}? The name is the one in metadata.name.`
        : 'Apply its manifest, or check the name. If kubectl apply ended with an error, the alert was refused: read it.',
    };
  }
}

function explainUnknownDetector(name: string, { detectors }: AnomalyDetection): Explanation {
  return {
    alert: name,
    verdict: 'cannot',
    cause: 'no-detector',
    reason: `No detector of this Calico release is behind the name ${name}.`,
    advice: `Name the alert tigera.io.detector.NAME, with one of: ${detectors.map(({ id }) => id.replaceAll('_', '-')).join(', ')}.`,
    timeline: [],
    settledEvaluations: 0,
  };
}

/** Evaluations that could already see everything the newest input caused: more of them will not change the answer. */
function countSettled(
  evaluations: readonly number[],
  rows: readonly LogRow[],
  created: number,
  settledBy: (row: LogRow) => number,
): number {
  const settledAt = rows
    .filter((row) => row.inputs.length > 0)
    .reduce((latest, row) => Math.max(latest, settledBy(row)), created);
  return evaluations.filter((at) => at >= settledAt).length;
}
