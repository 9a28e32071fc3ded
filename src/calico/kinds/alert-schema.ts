import type { Schema } from '../../cluster/index.ts';

const STRING: Schema = { type: 'string' };
const STRINGS: Schema = { type: 'array', items: STRING };

/** The fields of a GlobalAlert's spec; a template has the same. */
export const ALERT_SPEC_SCHEMA: Schema = {
  type: 'object',
  description: 'What the alert looks for, how often, and when it fires.',
  fields: {
    type: { type: 'string', description: 'RuleBased (the default) or AnomalyDetection.' },
    description: { type: 'string', description: 'What the alert is for; may hold ${variable} references.' },
    summary: { type: 'string', description: 'The text of one finding; may hold ${variable} references.' },
    severity: { type: 'integer', description: 'How bad a finding is, 1 to 100.' },
    period: { type: 'string', description: 'How often the query runs, at least 1m. Default 5m.' },
    lookback: { type: 'string', description: 'How far back each run looks, at least 1m. Default 10m.' },
    dataSet: { type: 'string', description: 'The logs to look at: flows, dns, audit, l7, waf or vulnerability.' },
    query: { type: 'string', description: 'Which log rows count. Empty: all of them.' },
    substitutions: {
      type: 'array',
      description: 'Sets of values that ${name} stands for in the query.',
      items: { type: 'object', fields: { name: STRING, values: STRINGS } },
    },
    aggregateBy: { ...STRINGS, description: 'Fields whose values make a bucket of rows each.' },
    field: { type: 'string', description: 'The numeric field that avg, max, min and sum work on.' },
    metric: { type: 'string', description: 'avg, max, min, sum or count.' },
    condition: { type: 'string', description: 'How the metric compares: eq, not_eq, gt, gte, lt or lte.' },
    threshold: { type: 'number', description: 'What the metric is compared with. Default 0.' },
    detector: {
      type: 'object',
      description: 'The detector of an AnomalyDetection alert.',
      fields: { name: STRING },
    },
  },
};

/** The status the controller keeps. */
export const ALERT_STATUS_SCHEMA: Schema = {
  type: 'object',
  description: 'How the alert is doing.',
  fields: {
    lastUpdate: { type: 'string', description: 'When the controller last took up a change.' },
    active: { type: 'boolean', description: 'Whether the alert is being evaluated.' },
    healthy: { type: 'boolean', description: 'Whether the last run succeeded.' },
    lastExecuted: { type: 'string', description: 'When the query last ran.' },
    lastEvent: { type: 'string', description: 'When the alert last wrote an event.' },
    errorConditions: {
      type: 'array',
      description: 'What went wrong, newest last.',
      items: { type: 'object', fields: { type: STRING, message: STRING } },
    },
  },
};
