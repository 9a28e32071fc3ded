import { ApiResponse } from '../http/api-response.ts';
import { badRequest } from '../status.ts';
import type { KubernetesObject, LogOptions } from '../types.ts';
import type { Api, Call } from './call.ts';
import { containerFor, containerStatus } from './pod-container.ts';
import { requireObject } from './read.ts';

/** Streams a container's log; with `follow` the body ends when the container does or the client goes. */
export function podLog(api: Api, call: Call): ApiResponse {
  const pod = requireObject(api, call);
  const container = containerFor(pod, call.query.get('container'));
  // Nothing is logged where nothing runs yet.
  if (!pod['spec'].nodeName) return new ApiResponse('', { headers: { 'content-type': 'text/plain' } });
  const stop = new AbortController();
  const options = logOptions(call, stop.signal);
  checkStarted(pod, container, options.previous);
  const lines = api.runtime?.logs(pod, container, options)[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let left = byteLimit(call);
  const abort = () => stop.abort();
  call.request.signal.addEventListener('abort', abort, { once: true });
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Whoever reads waits; the log itself is work of its own.
      const next = await api.clock.activity(async () => lines?.next());
      if (!next || next.done) {
        controller.close();
        return;
      }
      const bytes = encoder.encode(next.value).slice(0, left);
      controller.enqueue(bytes);
      left -= bytes.length;
      if (left > 0) return;
      controller.close();
      stop.abort();
    },
    async cancel() {
      stop.abort();
      await lines?.return?.();
    },
  });
  return new ApiResponse(body, { headers: { 'content-type': 'text/plain' } });
}

/** How much of the log is wanted. */
function byteLimit(call: Call): number {
  const text = call.query.get('limitBytes');
  if (text === null) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d*$/.test(text)) throw badRequest(`limitBytes: Invalid value: ${text}: must be greater than 0`);
  return Number(text);
}

function logOptions(call: Call, signal: AbortSignal): LogOptions {
  return {
    follow: call.query.get('follow') === 'true',
    timestamps: call.query.get('timestamps') === 'true',
    previous: call.query.get('previous') === 'true',
    ...numberOption(call, 'tailLines'),
    ...numberOption(call, 'sinceSeconds'),
    signal,
  };
}

function numberOption(call: Call, name: 'tailLines' | 'sinceSeconds'): Partial<LogOptions> {
  const text = call.query.get(name);
  if (text === null) return {};
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw badRequest(`${name}: Invalid value: ${text}: must be greater than or equal to 0`);
  }
  return { [name]: value };
}

function checkStarted(pod: KubernetesObject, container: string, previous: boolean): void {
  const { name } = pod.metadata;
  const status = containerStatus(pod, container);
  if (previous && !status?.['lastState']?.terminated) {
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`);
  }
  const reason = status?.['state']?.waiting?.reason;
  if (!reason || status['lastState']?.terminated) return;
  const why = reason === 'ErrImagePull' || reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason;
  throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`);
}
