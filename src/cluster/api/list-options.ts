import { type ApiError, badRequest, invalid } from '../status.ts';
import type { FieldProblem } from '../types.ts';
import type { Call } from './call.ts';

const MATCHES = ['Exact', 'NotOlderThan'];

/** Throws the 400 or 422 of list parameters that do not go together. */
export function checkListOptions(call: Call): void {
  const { query } = call;
  const version = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch');
  if (query.get('continue') && version !== '' && version !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  const problems: FieldProblem[] = [];
  if (match) problems.push(...matchProblems(match, version, query.get('continue') !== null));
  if (query.get('sendInitialEvents') !== null) {
    const detail = 'sendInitialEvents is forbidden for list';
    problems.push({ field: 'sendInitialEvents', reason: 'Forbidden', detail });
  }
  if (problems.length > 0) throw invalidOptions(call, problems);
}

function matchProblems(match: string, version: string, continues: boolean): FieldProblem[] {
  const field = 'resourceVersionMatch';
  const forbidden = (detail: string): FieldProblem => ({ field, reason: 'Forbidden', detail });
  return [
    ...(version === '' ? [forbidden('resourceVersionMatch is forbidden unless resourceVersion is provided')] : []),
    ...(continues ? [forbidden('resourceVersionMatch is forbidden when continue is provided')] : []),
    ...(MATCHES.includes(match)
      ? []
      : [{ field, reason: 'NotSupported', value: match, supported: MATCHES } satisfies FieldProblem]),
    ...(match === 'Exact' && version === '0'
      ? [forbidden('resourceVersionMatch "Exact" is forbidden for resourceVersion "0"')]
      : []),
  ];
}

/** Throws the 422 of watch parameters that do not go together. */
export function checkWatchOptions(call: Call): void {
  const { query } = call;
  const match = query.get('resourceVersionMatch');
  const initial = query.get('sendInitialEvents');
  const problems: FieldProblem[] = [];
  const field = 'resourceVersionMatch';
  if (match && initial === null) {
    const detail = 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
    problems.push({ field, reason: 'Forbidden', detail });
  }
  if (initial !== null && match !== 'NotOlderThan') {
    if (!match) {
      const detail = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
      problems.push({ field, reason: 'Forbidden', detail });
    } else {
      problems.push({ field, reason: 'NotSupported', value: match, supported: ['NotOlderThan'] });
    }
  }
  if (problems.length > 0) throw invalidOptions(call, problems);
}

/** The 422 of parameters, which are an object of their own to the real server. */
function invalidOptions({ kind }: Call, problems: readonly FieldProblem[]): ApiError {
  return invalid({ ...kind, kind: 'ListOptions', group: 'meta.k8s.io' }, '', problems);
}
