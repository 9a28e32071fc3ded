import type { Explanation, Question, SecurityEvents } from '../calico/index.ts';
import { type ApiRequest, ApiResponse } from '../cluster/index.ts';

const PREFIX = '/apis/firedrill.dev/v1alpha1/securityevents';

/** Exit codes of `alert-fired`, design.md section 4. */
const VERDICT_CODE: Record<Explanation['verdict'], number> = { fired: 0, cannot: 1, 'not-yet': 75, unknown: 3 };

/**
 * The engine's knowledge about alerts, read-only, beside the Kubernetes API (a real Calico has no such path):
 * `securityevents?alert=NAME` lists events as JSON (`&output=lines`: a line each); `securityevents/NAME/verdict?since=&where=k=v` answers in lines a
 * shell can read: exit code, next useful moment (or empty), reason, advice; `.../explain` gives the whole explanation.
 * Undefined when the request is for something else.
 */
export function answerSecurityEvents(request: ApiRequest, events: SecurityEvents): ApiResponse | undefined {
  const url = new URL(request.url);
  if (!url.pathname.startsWith(PREFIX)) return undefined;
  if (request.method !== 'GET')
    return refuse(405, `${request.method} is not allowed on security events; they are read-only`);
  const [alert, view] = url.pathname.slice(PREFIX.length).split('/').filter(Boolean).map(decodeURIComponent);
  if (alert === undefined) return list(url, events);
  const question = readQuestion(url.searchParams);
  if (typeof question === 'string') return refuse(400, question);
  const explanation = events.explain(alert, question);
  if (view === 'verdict')
    return new ApiResponse(verdictLines(explanation), { headers: { 'content-type': 'text/plain' } });
  if (view === 'explain') return ApiResponse.json(explanation);
  return refuse(404, `there is no ${url.pathname}; use /verdict or /explain`);
}

function list(url: URL, events: SecurityEvents): ApiResponse {
  const alert = url.searchParams.get('alert') ?? undefined;
  const since = readTime(url.searchParams.get('since'));
  const found = events.list({ alert, since }).map(({ event }) => event);
  if (url.searchParams.get('output') !== 'lines') return ApiResponse.json({ kind: 'SecurityEventList', items: found });
  const lines = found.map(
    ({ time, origin, description }) => `${new Date(time * 1_000).toISOString()}  ${origin}  ${description}\n`,
  );
  return new ApiResponse(lines.join(''), { headers: { 'content-type': 'text/plain' } });
}

function readQuestion(search: URLSearchParams): Question | string {
  const since = readTime(search.get('since'));
  if (Number.isNaN(since)) return `since=${search.get('since')} is no time; write it as 2022-11-03T13:05:05Z`;
  const where: Record<string, string> = {};
  for (const pair of search.getAll('where')) {
    const split = pair.indexOf('=');
    if (split < 1) return `where=${pair} must be KEY=VALUE`;
    where[pair.slice(0, split)] = pair.slice(split + 1);
  }
  return { since, where, causedByInput: search.get('cause') !== 'any' };
}

function readTime(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  return Date.parse(text);
}

function verdictLines(explanation: Explanation): string {
  const next = explanation.nextAt === undefined ? '' : new Date(explanation.nextAt).toISOString();
  const lines = [String(VERDICT_CODE[explanation.verdict]), next, explanation.reason, explanation.advice ?? ''];
  return lines.map((line) => line.replaceAll('\n', ' ')).join('\n') + '\n';
}

function refuse(code: number, message: string): ApiResponse {
  return ApiResponse.json(
    { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code },
    { status: code },
  );
}
