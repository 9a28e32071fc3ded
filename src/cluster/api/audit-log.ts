import type { Random } from '../../clock/index.ts';
import { formatMicroTimestamp } from '../timestamp.ts';
import type { AuditEvent } from '../types.ts';
import type { Call } from './call.ts';

export type AuditedVerb = 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** Tells listeners of each write of an audited kind, as audit.k8s.io/v1 Events of level RequestResponse. */
export class AuditLog {
  readonly #random: Random;
  readonly #listeners = new Set<(event: AuditEvent) => void>();

  constructor(random: Random) {
    this.#random = random;
  }

  listen(listener: (event: AuditEvent) => void): () => void {
    const own = (event: AuditEvent) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** A dry run and a refused write are calls as well, so they are told too. */
  record(call: Call, verb: AuditedVerb, code: number, response: unknown, at: number): void {
    const log = call.kind.audit;
    if (!log || (log === 'ee' && verb === 'deletecollection')) return;
    const event = this.#event(call, verb, code, response, at);
    const { input } = call.caller;
    for (const listener of this.#listeners) listener({ log, at, ...(input === undefined ? {} : { input }), event });
  }

  #event(call: Call, verb: AuditedVerb, code: number, response: unknown, at: number): Record<string, unknown> {
    const { caller, audited } = call;
    const timestamp = formatMicroTimestamp(at);
    return {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'RequestResponse',
      auditID: this.#random.uuid(),
      stage: 'ResponseComplete',
      requestURI: call.url.pathname + call.url.search,
      verb,
      user: { username: caller.username, groups: caller.groups },
      sourceIPs: [caller.sourceIP ?? '127.0.0.1'],
      userAgent: caller.userAgent ?? call.request.headers.get('user-agent') ?? '',
      objectRef: referenceOf(call, response),
      responseStatus: responseStatus(response, code),
      ...(audited.requestObject === undefined ? {} : { requestObject: audited.requestObject }),
      responseObject: response,
      requestReceivedTimestamp: timestamp,
      stageTimestamp: timestamp,
      annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': '' },
    };
  }
}

function referenceOf(call: Call, response: unknown): Record<string, unknown> {
  const { kind, audited } = call;
  const metadata = metadataOf(response);
  const name = call.name ?? audited.name ?? metadataOf(audited.requestObject)?.name;
  return {
    resource: kind.plural,
    ...(call.namespace === undefined ? {} : { namespace: call.namespace }),
    ...(name ? { name } : {}),
    ...(metadata?.uid ? { uid: metadata.uid } : {}),
    ...(kind.group ? { apiGroup: kind.group } : {}),
    apiVersion: kind.version,
    ...(metadata?.resourceVersion ? { resourceVersion: metadata.resourceVersion } : {}),
    ...(call.subresource ? { subresource: call.subresource } : {}),
  };
}

interface Metadata {
  name?: string;
  uid?: string;
  resourceVersion?: string;
}

function metadataOf(object: unknown): Metadata | undefined {
  return (object as { metadata?: Metadata } | undefined)?.metadata;
}

/** A refused call's status names why; a finished one only its code. */
function responseStatus(response: unknown, code: number): Record<string, unknown> {
  const { kind, status, message, reason } = (response ?? {}) as Record<string, unknown>;
  if (kind !== 'Status' || status !== 'Failure') return { metadata: {}, code };
  return { metadata: {}, status, message, ...(reason ? { reason } : {}), code };
}
