import type { ApiResponse } from '../http/api-response.ts';
import { invalid } from '../status.ts';
import { formatTimestamp } from '../timestamp.ts';
import { readObject } from './body.ts';
import type { Api, Call } from './call.ts';
import { requireObject } from './read.ts';
import { jsonResponse } from './respond.ts';
import { API_AUDIENCE } from './service-account-tokens.ts';

const DEFAULT_LIFETIME = 3_600;
const SHORTEST_LIFETIME = 600;
const LONGEST_LIFETIME = 2 ** 32;

/** Answers `kubectl create token`: a token the API takes from then on, until it expires. */
export async function requestToken(api: Api, call: Call): Promise<ApiResponse> {
  const body = await readObject(call);
  call.audited.requestObject = body;
  const { namespace, name, uid } = requireObject(api, call).metadata;
  const seconds: number = body['spec']?.expirationSeconds ?? DEFAULT_LIFETIME;
  checkLifetime(call, seconds);
  const asked = body['spec']?.audiences;
  const audiences: string[] = Array.isArray(asked) && asked.length > 0 ? asked.map(String) : [API_AUDIENCE];
  const { token, expires } = api.tokens.issue({ namespace: namespace!, name, uid: uid! }, seconds, audiences);
  const answer = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: formatTimestamp(api.clock.now()) },
    spec: { audiences, expirationSeconds: seconds },
    status: { token, expirationTimestamp: formatTimestamp(expires) },
  };
  call.audited.responseObject = answer;
  return jsonResponse(answer, 201);
}

function checkLifetime(call: Call, seconds: unknown): void {
  const field = 'spec.expirationSeconds';
  const kind = { ...call.kind, group: 'authentication.k8s.io', kind: 'TokenRequest' };
  const refuse = (detail: string) => {
    throw invalid(kind, call.name!, [{ field, reason: 'Invalid', value: seconds, detail }]);
  };
  if (!Number.isInteger(seconds)) refuse('must be a whole number of seconds');
  if ((seconds as number) < SHORTEST_LIFETIME) refuse('may not specify a duration less than 10 minutes');
  if ((seconds as number) > LONGEST_LIFETIME) refuse('may not specify a duration larger than 2^32 seconds');
}
