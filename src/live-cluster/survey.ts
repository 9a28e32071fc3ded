import { formatDuration, parseDuration } from '../clock/index.ts';
import { ClusterNews } from './cluster-news.ts';
import type { LogDelay } from './cluster-pace.ts';
import { isRuleBased } from './evaluations.ts';
import type { Kubectl } from './kubectl.ts';
import type { Fields } from './reduce-kubeconfig.ts';

export interface SurveyRow {
  /** What was looked for. */
  what: string;
  /** `no`: tracks that need it will not work; `unknown`: it could not be found out. */
  answer: 'yes' | 'no' | 'unknown';
  /** What was found, for people. */
  found: string;
}

export interface Survey {
  context: string;
  server: string;
  rows: readonly SurveyRow[];
}

/** Calico's kinds that tracks use. */
const KINDS = [
  'globalalerts',
  'globalnetworksets',
  'globalnetworkpolicies',
  'networkpolicies',
  'tiers',
  'felixconfigurations',
];
/** What our tracks do, and the right each doing takes. */
const RIGHTS: readonly (readonly [doing: string, verb: string, resource: string])[] = [
  ['configure alerts', 'create', 'globalalerts.projectcalico.org'],
  ['change network sets', 'create', 'globalnetworksets.projectcalico.org'],
  ['set flush intervals', 'patch', 'felixconfigurations.projectcalico.org'],
  ['label pods', 'patch', 'pods'],
  ['run commands in pods', 'create', 'pods/exec'],
  ['deploy workloads', 'create', 'deployments.apps'],
];
const SECURITY_EVENTS = '/apis/firedrill.dev/v1alpha1/securityevents';
/** Felix's own, where nothing is configured. */
const DEFAULT_FLUSH = '5m0s';
/** Collector and index, milliseconds. */
const SHIPPING = 20_000;

/** Looks at what a cluster offers to tracks; changes nothing. Throws `ClusterError` when it cannot be reached at all. */
export async function survey(kubectl: Kubectl, context: string, server: string): Promise<Survey> {
  const version = await versionRow(kubectl);
  const news = new ClusterNews(kubectl);
  if (version.answer !== 'yes') await news.meet(context, server);
  const alerts = await news.meet(context, server).then(
    () => alertsRow(news),
    (error: Error): SurveyRow => ({ what: 'global alerts', answer: 'no', found: error.message }),
  );
  const rows = [
    version,
    await kindsRow(kubectl),
    await releaseRow(kubectl),
    alerts,
    ...(await flushRows(kubectl)),
    ...(await Promise.all(RIGHTS.map((right) => rightRow(kubectl, right)))),
    await eventsRow(kubectl),
  ];
  return { context, server, rows };
}

/** Whether the cluster says of security events what a real Calico does not. */
export async function servesSecurityEvents(kubectl: Kubectl): Promise<boolean> {
  return (await kubectl('get', '--raw', SECURITY_EVENTS)).code === 0;
}

/** How long logs may take until a rule sees them. */
export async function logDelay(kubectl: Kubectl): Promise<LogDelay> {
  const { flow, dns } = await flushIntervals(kubectl);
  const flush = Math.max(...[flow, dns].map((text) => parseDuration(text ?? DEFAULT_FLUSH) ?? 300_000));
  return { flush, shipping: flush + SHIPPING };
}

async function versionRow(kubectl: Kubectl): Promise<SurveyRow> {
  const { code, stdout, stderr } = await kubectl('version', '-o', 'json');
  const { clientVersion, serverVersion } = code === 0 ? JSON.parse(stdout) : ({} as Fields);
  const what = 'Kubernetes';
  if (!serverVersion) return { what, answer: 'no', found: stderr.trim().split('\n').at(-1) ?? '' };
  return { what, answer: 'yes', found: `${serverVersion.gitVersion} (kubectl ${clientVersion?.gitVersion})` };
}

async function kindsRow(kubectl: Kubectl): Promise<SurveyRow> {
  const { stdout } = await kubectl('api-resources', '--api-group', 'projectcalico.org', '-o', 'name');
  const served = stdout
    .split('\n')
    .map((line) => line.replace(/\.projectcalico\.org$/, ''))
    .filter(Boolean);
  const missing = KINDS.filter((kind) => !served.includes(kind));
  const what = 'Calico kinds';
  if (served.length === 0)
    return { what, answer: 'no', found: 'none of projectcalico.org/v3; Calico is not installed' };
  if (missing.length > 0) return { what, answer: 'no', found: `${served.length}, but not ${missing.join(', ')}` };
  return { what, answer: 'yes', found: `${served.length} of projectcalico.org/v3` };
}

async function releaseRow(kubectl: Kubectl): Promise<SurveyRow> {
  const { code, stdout } = await kubectl('get', 'clusterinformations.projectcalico.org', 'default', '-o', 'json');
  const { cnxVersion, calicoVersion } = code === 0 ? (JSON.parse(stdout).spec ?? {}) : {};
  const what = 'Calico release';
  if (cnxVersion) return { what, answer: 'yes', found: `Enterprise or Cloud ${cnxVersion}` };
  if (calicoVersion) return { what, answer: 'unknown', found: `${calicoVersion}; open source Calico has no alerts` };
  return { what, answer: 'unknown', found: 'its ClusterInformation names none' };
}

function alertsRow({ alerts }: ClusterNews): SurveyRow {
  const rules = alerts.filter(isRuleBased);
  const ill = rules.filter(({ status }) => status?.lastExecuted !== undefined && status.healthy === false);
  const found = `${rules.length} rules, ${alerts.length - rules.length} detectors${ill.length > 0 ? `; unhealthy: ${ill.map(({ metadata }) => metadata.name).join(', ')}` : ''}`;
  return { what: 'global alerts', answer: ill.length > 0 ? 'unknown' : 'yes', found };
}

async function flushRows(kubectl: Kubectl): Promise<SurveyRow[]> {
  const intervals = await flushIntervals(kubectl);
  return (['flow', 'dns'] as const).map((log) => {
    const what = `${log} log flush`;
    if (!intervals.known) return { what, answer: 'unknown' as const, found: 'the FelixConfiguration cannot be read' };
    const text = intervals[log] ?? DEFAULT_FLUSH;
    const long = (parseDuration(text) ?? 0) >= 60_000;
    const note = long ? '; alerts that look back one minute never see such logs: set 10s' : '';
    return {
      what,
      answer: long ? ('no' as const) : ('yes' as const),
      found: `every ${shown(text)}${intervals[log] ? '' : ' (the default)'}${note}`,
    };
  });
}

async function flushIntervals(kubectl: Kubectl): Promise<{ known: boolean; flow?: string; dns?: string }> {
  const { code, stdout } = await kubectl('get', 'felixconfigurations.projectcalico.org', 'default', '-o', 'json');
  if (code !== 0) return { known: false };
  const { flowLogsFlushInterval, dnsLogsFlushInterval } = JSON.parse(stdout).spec ?? {};
  return { known: true, flow: flowLogsFlushInterval, dns: dnsLogsFlushInterval };
}

function shown(text: string): string {
  const milliseconds = parseDuration(text);
  return milliseconds === undefined ? text : formatDuration(milliseconds);
}

async function rightRow(kubectl: Kubectl, [doing, verb, resource]: (typeof RIGHTS)[number]): Promise<SurveyRow> {
  const { code, stdout, stderr } = await kubectl('auth', 'can-i', verb, resource);
  const what = `may ${doing}`;
  const word = stdout.trim().split(/\s/)[0];
  if (word === 'yes') return { what, answer: 'yes', found: `${verb} ${resource}` };
  if (word === 'no') return { what, answer: 'no', found: `not ${verb} ${resource}` };
  return { what, answer: 'unknown', found: stderr.trim().split('\n').at(-1) || `kubectl ended with ${code}` };
}

async function eventsRow(kubectl: Kubectl): Promise<SurveyRow> {
  const what = 'security events';
  if (await servesSecurityEvents(kubectl))
    return { what, answer: 'yes', found: 'served by firedrill: every check can be answered' };
  const found = 'not served; rules are judged by their status, what detectors find cannot be known here';
  return { what, answer: 'unknown', found };
}
