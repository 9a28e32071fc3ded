import type { Clock } from '../../clock/index.ts';
import type { ApiResponse } from '../../cluster/index.ts';
import type { ApiClient, Json, Query } from './api-client.ts';

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: Json;
}

/** Follows a collection. Ends when the server ends it, or without a word when the signal aborts. */
export async function* watchEvents(
  client: ApiClient,
  clock: Clock,
  path: string,
  query: Query,
  options: { accept?: string; signal: AbortSignal },
): AsyncGenerator<WatchEvent> {
  const response = await client.send('GET', path, { query: { ...query, watch: 'true' }, accept: options.accept });
  let rest = '';
  for await (const text of readText(response, clock, options.signal)) {
    rest += text;
    const lines = rest.split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.trim()) yield JSON.parse(line) as WatchEvent;
    }
  }
}

/** The body of an answer as it arrives. Stops reading when the signal aborts. */
export async function* readText(response: ApiResponse, clock: Clock, signal: AbortSignal): AsyncGenerator<string> {
  const { body } = response;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    yield await response.text();
    return;
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const stopped = aborted(signal);
  try {
    while (!signal.aborted) {
      const next = await clock.waiting(Promise.race([reader.read(), stopped.promise]));
      if (!next || next.done) break;
      yield decoder.decode(next.value, { stream: true });
    }
  } finally {
    stopped.forget();
    reader.cancel().catch(() => {});
  }
}

/** A signal that aborts with `signal`, or when `duration` milliseconds of the clock have passed. */
export function deadline(
  clock: Clock,
  signal: AbortSignal,
  duration: number,
): { signal: AbortSignal; expired(): boolean; [Symbol.dispose](): void } {
  const controller = new AbortController();
  let expired = false;
  const onAbort = (): void => controller.abort(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = clock.after(duration, () => {
    expired = true;
    controller.abort(new Error('deadline'));
  });
  return {
    signal: controller.signal,
    expired: () => expired,
    [Symbol.dispose]: () => {
      timer.cancel();
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function aborted(signal: AbortSignal): { promise: Promise<undefined>; forget(): void } {
  let listener: (() => void) | undefined;
  const promise = new Promise<undefined>((resolve) => {
    listener = () => resolve(undefined);
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', listener, { once: true });
  });
  return { promise, forget: () => void (listener && signal.removeEventListener('abort', listener)) };
}
