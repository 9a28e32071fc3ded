import { ApiError, badRequest, failure } from '../status.ts';
import type { Status } from '../types.ts';

/** The Status that tells of anything thrown while a request was answered. */
export function statusOfError(error: unknown): Status {
  if (error instanceof ApiError) return error.status;
  if (error instanceof URIError) return badRequest('the path holds an escape that is none').status;
  const message = error instanceof Error ? error.message : String(error);
  return failure(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] });
}
