import { ApiResponse } from '../http/api-response.ts';
import type { JsonObject } from '../json-object.ts';
import { apiVersionOf, resourceOf } from '../kind-table.ts';
import { expired } from '../status.ts';
import { tableOf } from '../table/table.ts';
import type { KubernetesObject, StoreEvent } from '../types.ts';
import type { Api, Call } from './call.ts';
import { encodedEvent, encodedLine } from './encoded-event.ts';
import { inVersion } from './in-version.ts';
import { checkWatchOptions } from './list-options.ts';
import { parseVersion, storedObjects } from './read.ts';
import { partialMetadata, type Representation, representationOf } from './representation.ts';
import { type Selection, selectionOf } from './select.ts';

/** A streaming answer: one JSON document a line for each change after the asked-for version. */
export function watchObjects(api: Api, call: Call): ApiResponse {
  checkWatchOptions(call);
  const selection = selectionOf(call);
  const writer = new EventWriter(api, call, representationOf(call));
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => startWatch(api, call, selection, writer, controller),
    cancel: () => writer.stop(),
  });
  return new ApiResponse(body, { headers: { 'content-type': 'application/json' } });
}

function startWatch(
  api: Api,
  call: Call,
  selection: Selection | undefined,
  writer: EventWriter,
  controller: ReadableStreamDefaultController<Uint8Array>,
): void {
  writer.open(controller);
  if (!replay(api, call, selection, writer)) {
    writer.close();
    return;
  }
  const unsubscribe = api.store.subscribe(resourceOf(call.kind), (event) => pass(event, call, selection, writer));
  const seconds = Number(call.query.get('timeoutSeconds') ?? 0);
  const timer = seconds > 0 ? api.clock.after(seconds * 1_000, () => writer.close()) : undefined;
  const marks = allowsBookmarks(call) ? api.clock.every(BOOKMARK_EVERY, () => writer.bookmark(false)) : undefined;
  const onAbort = () => writer.close();
  call.request.signal.addEventListener('abort', onAbort, { once: true });
  writer.onStop(() => {
    unsubscribe();
    timer?.cancel();
    marks?.cancel();
    call.request.signal.removeEventListener('abort', onAbort);
  });
  if (call.request.signal.aborted) writer.close();
}

/** Sends what happened before now; false when that is no longer known. */
function replay(api: Api, call: Call, selection: Selection | undefined, writer: EventWriter): boolean {
  const text = call.query.get('resourceVersion') ?? '';
  const wantsInitial = call.query.get('sendInitialEvents') === 'true';
  if (wantsInitial || text === '' || text === '0') {
    for (const object of storedObjects(api, call)) {
      if (!selection || selection(object)) writer.write('ADDED', object);
    }
    if (wantsInitial) writer.bookmark(true);
    return true;
  }
  const history = api.store.history(resourceOf(call.kind));
  const version = parseVersion(text);
  if (version < history.forgotten) {
    writer.error(expired(version, history.forgotten).status);
    return false;
  }
  for (const event of history.after(version)) pass(event, call, selection, writer);
  return true;
}

/** An object that comes to match, or no longer does, is ADDED or DELETED for this watch. */
function pass(event: StoreEvent, call: Call, selection: Selection | undefined, writer: EventWriter): void {
  if (call.namespace !== undefined && event.object.metadata.namespace !== call.namespace) return;
  if (!selection) {
    writer.write(event.type, event.object);
    return;
  }
  const matched = event.old !== undefined && selection(event.old);
  const matches = event.type !== 'DELETED' && selection(event.object);
  if (matches) writer.write(matched ? 'MODIFIED' : 'ADDED', event.object);
  else if (matched) writer.write('DELETED', event.object);
}

/** Milliseconds after which a client that wants to know is told how far the watch has come. */
const BOOKMARK_EVERY = 60_000;

function allowsBookmarks({ query }: Call): boolean {
  return query.get('allowWatchBookmarks') === 'true';
}

/** A client that has let so many events pile up is cut off; it lists anew, as at a real server. */
const MOST_UNREAD = 100_000;

/** Writes the events of one watch in the form the client asked for. */
class EventWriter {
  readonly #api: Api;
  readonly #call: Call;
  readonly #wanted: Representation;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #cleanUp: (() => void) | undefined;
  #columnsSent = false;

  constructor(api: Api, call: Call, wanted: Representation) {
    this.#api = api;
    this.#call = call;
    this.#wanted = wanted;
  }

  open(controller: ReadableStreamDefaultController<Uint8Array>): void {
    this.#controller = controller;
  }

  onStop(cleanUp: () => void): void {
    this.#cleanUp = cleanUp;
  }

  write(type: string, object: KubernetesObject): void {
    if (this.#wanted.as === 'object') this.#send(encodedEvent(type, inVersion(this.#call.kind, object)));
    else this.#send(encodedLine({ type, object: this.#represent(object) }));
  }

  error(status: unknown): void {
    this.#send(encodedLine({ type: 'ERROR', object: status }));
  }

  /** Tells how far the watch has come; `initial` marks the end of the objects there were at its start. */
  bookmark(initial: boolean): void {
    const annotations = initial ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
    const metadata = { resourceVersion: String(this.#api.store.version), creationTimestamp: null, ...annotations };
    const object = { kind: this.#call.kind.kind, apiVersion: apiVersionOf(this.#call.kind), metadata };
    this.#send(encodedLine({ type: 'BOOKMARK', object }));
  }

  /** Ends the stream, as a time-out does. */
  close(): void {
    if (!this.#controller) return;
    if (allowsBookmarks(this.#call) && this.#cleanUp) this.bookmark(false);
    this.#controller.close();
    this.stop();
  }

  stop(): void {
    this.#controller = undefined;
    this.#cleanUp?.();
    this.#cleanUp = undefined;
  }

  #represent(object: KubernetesObject): JsonObject {
    if (this.#wanted.as !== 'table') return partialMetadata(this.#call.kind, object);
    const columns = !this.#columnsSent;
    this.#columnsSent = true;
    const metadata = { resourceVersion: object.metadata.resourceVersion };
    return tableOf(this.#call.kind, [object], { ...this.#wanted, now: this.#api.clock.now(), metadata, columns });
  }

  #send(line: Uint8Array): void {
    const controller = this.#controller;
    if (!controller) return;
    controller.enqueue(line);
    if (-(controller.desiredSize ?? 0) > MOST_UNREAD) this.close();
  }
}
