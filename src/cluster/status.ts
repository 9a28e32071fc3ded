import { describeProblem, PROBLEM_REASONS, problemText } from './field-problem.ts';
import type { FieldProblem, Kind, Status } from './types.ts';

/**
 * An answer other than success. Thrown by `Kind.admit` and inside the API; `handle` turns it into the response.
 *
 * @example
 * throw new ApiError(failure(403, 'Forbidden', 'globalalerts is forbidden'));
 * throw new ApiError(failure(500, undefined, "error with field Query = 'x' (...)")); // kubectl: Error from server: ...
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: Status;

  constructor(status: Status) {
    super(status.message);
    this.status = status;
  }
}

/** A failed call; without `reason` kubectl prints the message after a bare `Error from server: `. */
export function failure(
  code: number,
  reason: string | undefined,
  message: string,
  details?: Status['details'],
): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === undefined ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  };
}

/** Names a resource as error texts do: `pods`, `deployments.apps`. */
export function qualifiedResource(kind: Kind): string {
  return kind.group ? `${kind.plural}.${kind.group}` : kind.plural;
}

export function notFound(kind: Kind, name: string): ApiError {
  return new ApiError(
    failure(404, 'NotFound', `${qualifiedResource(kind)} "${name}" not found`, resourceDetails(kind, name)),
  );
}

export function alreadyExists(kind: Kind, name: string): ApiError {
  return new ApiError(
    failure(409, 'AlreadyExists', `${qualifiedResource(kind)} "${name}" already exists`, resourceDetails(kind, name)),
  );
}

const STALE = 'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(kind: Kind, name: string, why: string = STALE): ApiError {
  const message = `Operation cannot be fulfilled on ${qualifiedResource(kind)} "${name}": ${why}`;
  return new ApiError(failure(409, 'Conflict', message, resourceDetails(kind, name)));
}

export function forbidden(kind: Kind, name: string, why: string): ApiError {
  const subject = name ? `${qualifiedResource(kind)} "${name}"` : qualifiedResource(kind);
  return new ApiError(failure(403, 'Forbidden', `${subject} is forbidden: ${why}`, resourceDetails(kind, name)));
}

/** The 422 the API server gives for an object that does not validate; problems are told in their order. */
export function invalid(kind: Kind, name: string, problems: readonly FieldProblem[]): ApiError {
  const subject = `${kind.group ? `${kind.kind}.${kind.group}` : kind.kind} "${name}"`;
  const texts = [...new Set(problems.map(describeProblem))];
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const causes = problems.map((problem) => ({
    reason: PROBLEM_REASONS[problem.reason],
    message: problemText(problem),
    field: problem.field,
  }));
  const details = { name, ...(kind.group ? { group: kind.group } : {}), kind: kind.kind, causes };
  return new ApiError(failure(422, 'Invalid', `${subject} is invalid: ${list}`, details));
}

export function badRequest(message: string): ApiError {
  return new ApiError(failure(400, 'BadRequest', message));
}

export function methodNotAllowed(): ApiError {
  const message = 'the server does not allow this method on the requested resource';
  return new ApiError(failure(405, 'MethodNotAllowed', message, {}));
}

export function unsupportedMediaType(accepted: readonly string[]): ApiError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return new ApiError(failure(415, 'UnsupportedMediaType', message, {}));
}

/** The 410 of a watch or a continued list whose start is no longer known. */
export function expired(requested: number, oldest: number): ApiError {
  return new ApiError(failure(410, 'Expired', `too old resource version: ${requested} (${oldest})`));
}

function resourceDetails(kind: Kind, name: string): Status['details'] {
  return { ...(name ? { name } : {}), ...(kind.group ? { group: kind.group } : {}), kind: kind.plural };
}
