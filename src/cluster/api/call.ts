import type { Clock, Random } from '../../clock/index.ts';
import type { ApiRequest } from '../http/api-request.ts';
import type { KindRegistry } from '../kind-table.ts';
import { managerOf, type Writer } from '../patch/managed-fields.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Caller, ContainerRuntime, Kind, PodDialer, WriteContext } from '../types.ts';
import type { AuditLog } from './audit-log.ts';
import type { ListPages } from './list-pages.ts';
import type { ServiceAccountTokens } from './service-account-tokens.ts';

/** What every part of the API works with. */
export interface Api {
  readonly store: ObjectStore;
  readonly kinds: KindRegistry;
  readonly clock: Clock;
  readonly random: Random;
  readonly audit: AuditLog;
  readonly tokens: ServiceAccountTokens;
  readonly pages: ListPages;
  readonly gitVersion: string;
  readonly runtime?: ContainerRuntime;
  readonly dialer?: PodDialer;
}

/** One request for a resource, its address already understood. */
export interface Call {
  readonly request: ApiRequest;
  readonly url: URL;
  readonly query: URLSearchParams;
  readonly caller: Caller;
  readonly kind: Kind;
  readonly namespace?: string;
  readonly name?: string;
  readonly subresource?: string;
  /** Sent as `Warning` headers, which kubectl prints on stderr. */
  readonly warnings: string[];
  /** What the audit log is told about a write. */
  readonly audited: { requestObject?: unknown; responseObject?: unknown; name?: string };
}

export function isDryRun(call: Call, options?: { dryRun?: unknown }): boolean {
  return call.query.get('dryRun') === 'All' || (Array.isArray(options?.dryRun) && options.dryRun.includes('All'));
}

export function writeContext(
  api: Api,
  call: Call,
  operation: WriteContext['operation'],
  old?: WriteContext['old'],
): WriteContext {
  return {
    operation,
    subresource: call.subresource,
    old,
    store: api.store,
    caller: call.caller,
    now: api.clock.now(),
  };
}

/** Whose the fields are that a call writes. */
export function writerOf(api: Api, { query, request, subresource }: Call): Writer {
  const manager = managerOf(query, request.headers.get('user-agent'));
  return { manager, now: api.clock.now(), ...(subresource ? { subresource } : {}) };
}
