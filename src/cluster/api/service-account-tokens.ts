import type { Clock, Random } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { PROJECTED_LIFETIME } from '../service-accounts/service-account-admission.ts';
import type { Caller, KubernetesObject, ReadStore } from '../types.ts';

/** Whom tokens of the cluster are for, and who says so. */
export const API_AUDIENCE = 'https://kubernetes.default.svc.cluster.local';

/** A token and when it ends (milliseconds). */
export interface IssuedToken {
  token: string;
  expires: number;
}

interface Issued {
  expires: number;
  namespace: string;
  name: string;
  uid: string;
  /** The pod with whose end the token ends. */
  pod?: { name: string; uid: string };
}

/** Seconds that stand for "as long as a client may need": tokens in pods outlive what they say. */
const EXTENDED = 31_536_007;

/** The tokens of service accounts: those asked for, and those kept in secrets. */
export class ServiceAccountTokens {
  readonly #store: ReadStore;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #issued = new Map<string, Issued>();

  constructor(store: ReadStore, clock: Clock, random: Random) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
  }

  /** Makes a token for an account, in the usual three parts. */
  issue(account: { namespace: string; name: string; uid: string }, seconds: number, audiences: string[]): IssuedToken {
    const now = Math.floor(this.#clock.now() / 1_000);
    const { namespace, name, uid } = account;
    const token = makeToken(this.#random, uid, {
      aud: audiences,
      exp: now + seconds,
      iat: now,
      iss: audiences[0],
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
      sub: `system:serviceaccount:${namespace}:${name}`,
    });
    const expires = (now + seconds) * 1_000;
    for (const [old, entry] of this.#issued) if (entry.expires <= this.#clock.now()) this.#issued.delete(old);
    this.#issued.set(token, { expires, namespace, name, uid });
    return { token, expires };
  }

  /** The token a pod finds in its files; undefined where its account is gone. */
  issueForPod({ metadata, spec }: KubernetesObject, seconds: number, audience: string | undefined): string | undefined {
    const namespace = metadata.namespace!;
    const name: string = spec.serviceAccountName ?? 'default';
    const uid = this.#store.get('serviceaccounts', namespace, name)?.metadata.uid;
    if (!uid) return undefined;
    const now = Math.floor(this.#clock.now() / 1_000);
    const pod = { name: metadata.name, uid: metadata.uid! };
    const node = this.#store.get('nodes', undefined, spec.nodeName ?? '')?.metadata;
    const lasts = seconds === PROJECTED_LIFETIME ? EXTENDED : seconds;
    const token = makeToken(this.#random, uid, {
      aud: [audience ?? API_AUDIENCE],
      exp: now + lasts,
      iat: now,
      iss: API_AUDIENCE,
      jti: this.#random.uuid(),
      'kubernetes.io': {
        namespace,
        ...(node ? { node: { name: node.name, uid: node.uid } } : {}),
        pod,
        serviceaccount: { name, uid },
        ...(lasts === seconds ? {} : { warnafter: now + seconds }),
      },
      nbf: now,
      sub: `system:serviceaccount:${namespace}:${name}`,
    });
    // Meant for somebody else, the API does not take it.
    if (audience && audience !== API_AUDIENCE) return token;
    this.#issued.set(token, { expires: (now + lasts) * 1_000, namespace, name, uid, pod });
    return token;
  }

  /** Whose token it is; undefined for made-up and expired ones, and for those of accounts that are gone. */
  callerOf(token: string): Caller | undefined {
    const issued = this.#issued.get(token) ?? this.#keptInSecret(token);
    if (!issued || issued.expires <= this.#clock.now()) return undefined;
    const { namespace, name, uid, pod } = issued;
    if (pod && this.#store.get('pods', namespace, pod.name)?.metadata.uid !== pod.uid) return undefined;
    const account = this.#store.get('serviceaccounts', namespace, name);
    if (!account || account.metadata.uid !== uid) return undefined;
    const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
    return { username: `system:serviceaccount:${namespace}:${name}`, uid, groups };
  }

  #keptInSecret(token: string): Issued | undefined {
    const claims = claimsOf(token)?.['kubernetes.io'];
    if (typeof claims?.namespace !== 'string' || typeof claims.secret?.name !== 'string') return undefined;
    const { namespace, secret, serviceaccount } = claims;
    const kept = this.#store.get('secrets', namespace, secret.name);
    if (kept?.['data']?.token !== btoa(token)) return undefined;
    return { expires: Number.POSITIVE_INFINITY, namespace, name: serviceaccount.name, uid: serviceaccount.uid };
  }
}

/** What a secret of type kubernetes.io/service-account-token holds. */
export function secretToken(
  random: Random,
  secret: { namespace: string; name: string },
  name: string,
  uid: string,
): string {
  const { namespace } = secret;
  return makeToken(random, uid, {
    iss: 'kubernetes/serviceaccount',
    'kubernetes.io': { namespace, secret: { name: secret.name }, serviceaccount: { name, uid } },
    sub: `system:serviceaccount:${namespace}:${name}`,
  });
}

function makeToken(random: Random, uid: string, claims: JsonObject): string {
  return [{ alg: 'RS256', kid: uid }, claims, [random.uuid(), random.uuid()]].map(encodePart).join('.');
}

function encodePart(part: unknown): string {
  return btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function claimsOf(token: string): JsonObject | undefined {
  try {
    return JSON.parse(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}
