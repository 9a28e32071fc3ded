import { formatTimestamp } from '../timestamp.ts';
import { readObject } from './body.ts';
import type { Api, Call } from './call.ts';
import { requireObject } from './read.ts';
import { jsonResponse } from './respond.ts';

const DEFAULT_LIFETIME = 3_600;

/** Answers `kubectl create token`: a token of a service account, in the usual three parts; nothing here checks it. */
export async function requestToken(api: Api, call: Call): Promise<Response> {
  const body = await readObject(call);
  call.audited.requestObject = body;
  const { namespace, name, uid } = requireObject(api, call).metadata;
  const seconds: number = body['spec']?.expirationSeconds ?? DEFAULT_LIFETIME;
  const now = Math.floor(api.clock.now() / 1_000);
  const audiences: string[] = body['spec']?.audiences ?? ['https://kubernetes.default.svc.cluster.local'];
  const claims = {
    aud: audiences,
    exp: now + seconds,
    iat: now,
    iss: audiences[0],
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const token = [{ alg: 'RS256', kid: uid }, claims, api.random.uuid()].map(encodePart).join('.');
  const expirationTimestamp = formatTimestamp((now + seconds) * 1_000);
  const answer = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, creationTimestamp: formatTimestamp(api.clock.now()) },
    spec: { audiences, expirationSeconds: seconds },
    status: { token, expirationTimestamp },
  };
  call.audited.responseObject = answer;
  return jsonResponse(answer, 201);
}

function encodePart(part: unknown): string {
  return btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
