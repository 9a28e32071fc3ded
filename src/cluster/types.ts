import type { Clock, Random } from '../clock/index.ts';
import type { ApiRequest } from './http/api-request.ts';
import type { ApiResponse } from './http/api-response.ts';
import type { Kind } from './kind-types.ts';
import type { ContainerRuntime, ExecStreams, PodDialer } from './runtime-types.ts';

export type * from './kind-types.ts';
export type * from './runtime-types.ts';

/** Any object of the API as stored and served. Objects in the store are never changed in place: a write replaces them. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  // biome-ignore lint/suspicious/noExplicitAny: the API is open; each kind's own code knows its shape
  [field: string]: any;
}

export interface ObjectMeta {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: unknown[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** `plural` for the core group, else `plural.group`: `pods`, `deployments.apps`, `globalalerts.projectcalico.org`. */
export type ResourceName = string;

/** The API's answer to a failed or finished call (`kind: Status`). */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Success' | 'Failure';
  message?: string;
  reason?: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    uid?: string;
    causes?: StatusCause[];
    retryAfterSeconds?: number;
  };
  code?: number;
}

export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** One problem of an object, worded by `cluster` as the API server does (`spec.x: Invalid value: "y": detail`). */
export interface FieldProblem {
  field: string;
  reason: 'Required' | 'Invalid' | 'NotSupported' | 'Forbidden' | 'Duplicate' | 'NotFound' | 'TooLong' | 'Message';
  value?: unknown;
  detail?: string;
  /** The value as Go prints it, where its type has a notation of its own (`v1.LabelSelector{...}`). */
  valueText?: string;
  /** For NotSupported. */
  supported?: string[];
}

/** Who makes a call, and on behalf of which input of the session (absent: nobody's, background). */
export interface Caller {
  username: string;
  groups: string[];
  /** Of service accounts. */
  uid?: string;
  input?: number;
  userAgent?: string;
  sourceIP?: string;
}

export interface StoreEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
  old?: KubernetesObject;
  input?: number;
}

export interface ReadStore {
  /** The newest resourceVersion given out. */
  readonly version: number;
  /** Where services get their addresses from, e.g. `10.96.0.0/12`; absent: the default of `createCluster`. */
  readonly serviceCIDR?: string;
  get(resource: ResourceName, namespace: string | undefined, name: string): KubernetesObject | undefined;
  /** All objects of a resource (of one namespace), ordered by namespace, then name. */
  list(resource: ResourceName, namespace?: string): readonly KubernetesObject[];
  /** Calls `listener` synchronously after each write. Returns the way to stop. */
  subscribe(resource: ResourceName, listener: (event: StoreEvent) => void): () => void;
}

/** What controllers and engines write with: no admission, no audit. Each write returns the stored object. */
export interface Store extends ReadStore {
  /** The objects of a resource whose controller has that uid, ordered by name. */
  controlledBy(resource: ResourceName, uid: string): readonly KubernetesObject[];
  create(object: KubernetesObject, input?: number): KubernetesObject;
  /** Replaces; `change` gets a deep copy and edits it. No change: no new resourceVersion. Undefined when it is gone. */
  update(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    change: (copy: KubernetesObject) => void,
    input?: number,
  ): KubernetesObject | undefined;
  delete(
    resource: ResourceName,
    namespace: string | undefined,
    name: string,
    input?: number,
  ): KubernetesObject | undefined;
}

/** audit.k8s.io/v1 Event, plus where it belongs and which input of the session caused it. */
export interface AuditEvent {
  log: 'ee' | 'kube';
  /** Milliseconds; the event's requestReceivedTimestamp says the same. */
  at: number;
  input?: number;
  // biome-ignore lint/suspicious/noExplicitAny: the document is what the log stores
  event: Record<string, any>;
}

export interface Controller {
  /** Watches the store and acts on it, with the clock for anything that takes time. */
  start(context: ControllerContext): void;
}

export interface ControllerContext {
  store: Store;
  clock: Clock;
  random: Random;
  kinds: KindTable;
  /** Serves a kind, in the place of the row there is for it. */
  serve(kind: Kind): void;
  /** Behaviour of an image: how long it pulls, when it is ready, whether it exists at all. */
  image(name: string, container?: Readonly<Record<string, unknown>>): ImageLifecycle;
  /** What runs the commands of containers. */
  runtime?: ContainerRuntime;
}

export interface ImageLifecycle {
  /** False: ErrImagePull, then ImagePullBackOff. */
  exists: boolean;
  /** Milliseconds from scheduled to running. */
  startDelay: number;
  /** Milliseconds from running to ready. */
  readyDelay: number;
  /** Milliseconds from being asked to end to having ended (the pod's grace period bounds it); default 1,000. */
  stopDelay?: number;
  /** For images that finish: milliseconds and exit code. Absent: runs for ever. */
  exits?: { after: number; code: number };
}

export interface KindTable {
  all: readonly Kind[];
  byResource(resource: ResourceName): Kind | undefined;
  byGroupVersionKind(apiVersion: string, kind: string): Kind | undefined;
}

export interface ClusterOptions {
  clock: Clock;
  random: Random;
  /** Rows of cluster, network and calico. */
  kinds: readonly Kind[];
  controllers?: readonly Controller[];
  /** `container` is the pod's container entry that runs the image, for images whose life depends on the command. */
  image?(name: string, container?: Readonly<Record<string, unknown>>): ImageLifecycle;
  runtime?: ContainerRuntime;
  dialer?: PodDialer;
  /** Requests and connections a second of a pod just before `now`, which its use of processor and memory follows. */
  requests?(pod: KubernetesObject, now: number): number;
  /** Where services get their addresses from, of size /12 to /22; default 10.49.0.0/16. */
  serviceCIDR?: string;
  /** Shown by `version` and `cluster-info`; default v1.32.5. */
  gitVersion?: string;
}

export interface Cluster {
  /** The whole API: `http://cluster/api/v1/...`. Watches and followed logs stream their body. Never rejects. */
  handle(request: ApiRequest, caller?: Caller): Promise<ApiResponse>;
  /** The upgrading subresources (exec, attach), addressed by the same URLs; ends with the Status the wire would carry. */
  connect(request: ApiRequest, streams: ExecStreams, caller?: Caller): Promise<Status>;
  /** Why `connect`, or a port-forward, would be refused before any stream opens; undefined: it would not. */
  connectionRefusal(request: ApiRequest, caller?: Caller): Status | undefined;
  /** Whether a request may carry this token (`Authorization: Bearer`): a service account's, still valid. */
  knowsToken(token: string): boolean;
  /** The token of a pod's own account, for its files; ends with the pod. Undefined when the account is gone. */
  podToken(pod: KubernetesObject, seconds: number, audience?: string): string | undefined;
  readonly store: Store;
  readonly kinds: KindTable;
  onAudit(listener: (event: AuditEvent) => void): () => void;
}
