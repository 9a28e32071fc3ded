import type { FieldRules } from './patch/field-rules.ts';
import type { Caller, FieldProblem, KubernetesObject, ReadStore } from './types.ts';

export interface Column {
  name: string;
  type: 'string' | 'integer' | 'date' | 'boolean' | 'number';
  format?: 'name' | '';
  description?: string;
  /** Over 0: shown by `-o wide` only. */
  priority?: number;
  cell(object: KubernetesObject, now: number): string | number | boolean | null;
}

export interface WriteContext {
  operation: 'create' | 'update' | 'patch' | 'delete';
  subresource?: string;
  old?: KubernetesObject;
  store: ReadStore;
  caller: Caller;
  now: number;
}

/** A kind of the API: one row of data plus the few functions that make it itself. */
export interface Kind {
  group: string;
  version: string;
  kind: string;
  /** Defaults to `${kind}List`. */
  listKind?: string;
  plural: string;
  singular: string;
  shortNames?: readonly string[];
  categories?: readonly string[];
  namespaced: boolean;
  /** Defaults to the eight usual ones. */
  verbs?: readonly string[];
  columns: readonly Column[];
  /** True: `status` is written through the /status subresource only and `generation` counts spec changes. */
  hasStatus?: boolean;
  hasScale?: boolean;
  /** Where a custom resource keeps what its scale shows; default: `.spec.replicas`, `.status.replicas`, the selector. */
  scalePaths?: { spec: string; status: string; selector?: string };
  /** The same resource in other versions, where several are served; what depends on the version is each one's own. */
  otherVersions?: readonly Kind[];
  /** The apiVersion objects are kept under, where several may be served; a conversion changes nothing else. */
  keptAs?: string;
  /** Names of versions that are not served, under which objects may be kept all the same. */
  unservedVersions?: readonly string[];
  /** The OpenAPI schema a custom resource came with; `explain` shows it. */
  openApiSchema?: Readonly<Record<string, unknown>>;
  /** Whether `metadata.generation` is kept; default: as `hasStatus`. */
  hasGeneration?: boolean;
  /** Served by an aggregated server or a CRD: merge and JSON patch only, list items keep kind and apiVersion. */
  custom?: boolean;
  /** Served by an aggregated server that knows the type: takes a strategic patch too; no list of it has a merge key. */
  aggregated?: boolean;
  /** How its fields are owned; default: by the API's own conventions. */
  fieldRules?: FieldRules;
  /** Field tree for strict decoding and `explain`; absent: any field is accepted. See `Schema`. */
  schema?: Schema;
  /** Takes unknown fields out of an object, in the place of `schema`; answers with their paths. */
  prune?(object: KubernetesObject): string[];
  /** Fills in what the API server would; gets a fresh copy and changes it. */
  default?(object: KubernetesObject, context: WriteContext): void;
  /** What is wrong with the object, in the order to report. Worded as a 422 `Invalid`. */
  validate?(object: KubernetesObject, context: WriteContext): FieldProblem[];
  /** Refuses in the kind's own words (throws `ApiError`), for servers that do not answer with a 422. */
  admit?(object: KubernetesObject, context: WriteContext): void;
  /** Changes the object on its way into the store (Calico's normalised names, dropped empty fields, kept status). */
  prepare?(object: KubernetesObject, context: WriteContext): void;
  /** The name under which an object of that name is kept and found (Calico's `default.` before an unprefixed policy). */
  storedName?(name: string): string;
  /** Objects of other kinds that this one's reads show too; they cannot be written here (`admit` says why). */
  reflections?(store: ReadStore, namespace: string | undefined, now: number): readonly KubernetesObject[];
  /** Whether the server that answers for this kind is down: every call is a 503 then. */
  unavailable?(): boolean;
  /** Fields a field selector may name besides metadata.name and metadata.namespace, and how to read them. */
  selectableFields?: Readonly<Record<string, (object: KubernetesObject) => string>>;
  /** What a name may look like; default: a DNS-1123 subdomain. */
  nameFormat?: 'subdomain' | 'label' | 'service' | 'path';
  /** Subresources other than status and scale: `log`, `exec`, `eviction`. */
  subresources?: readonly string[];
  /** Which audit log records writes of this kind; absent: none. */
  audit?: 'ee' | 'kube';
}

/** The shape of a value, enough for strict decoding ("unknown field"), type errors and `explain`. */
export type Schema =
  | {
      type: 'object';
      fields: Record<string, Schema>;
      required?: readonly string[];
      description?: string;
      /** Other fields are taken too. */
      open?: boolean;
      /** The Go struct, which type errors name: `Container`. */
      name?: string;
      /** The package it is in; `v1` when absent. */
      package?: string;
    }
  | { type: 'map'; values: Schema; description?: string }
  | { type: 'array'; items: Schema; description?: string }
  | {
      type: 'string' | 'integer' | 'number' | 'boolean' | 'quantity' | 'intOrString' | 'any';
      enum?: readonly string[];
      description?: string;
      /** The Go type, which type errors name, where it is not the usual one: `numorstring.Port`. */
      goType?: string;
      /** What its own reader objects to, in that reader's words, once the type is right. */
      objection?: (value: unknown) => string | undefined;
    };
