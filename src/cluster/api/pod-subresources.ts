import type { ApiResponse } from '../http/api-response.ts';
import { conflict } from '../status.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { Status } from '../types.ts';
import { readObject } from './body.ts';
import type { Api, Call } from './call.ts';
import { deletePod } from './delete.ts';
import { disruptionsAllowed } from './disruption-budget.ts';
import { requireObject } from './read.ts';
import { jsonResponse } from './respond.ts';

const SUCCESS: Status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };

/** Deletes a pod as `kubectl drain` asks, unless a disruption budget forbids it (429). */
export async function evictPod(api: Api, call: Call): Promise<ApiResponse> {
  const body = await readObject(call);
  call.audited.requestObject = body;
  const pod = requireObject(api, call);
  disruptionsAllowed(api.store, pod);
  deletePod(api, call, pod, body['deleteOptions'] ?? {});
  call.audited.responseObject = SUCCESS;
  return jsonResponse(SUCCESS, 201);
}

/** Gives a pod its node, as a scheduler does. */
export async function bindPod(api: Api, call: Call): Promise<ApiResponse> {
  const body = await readObject(call);
  call.audited.requestObject = body;
  const pod = requireObject(api, call);
  if (pod['spec'].nodeName) {
    throw conflict(call.kind, call.name!, `pod ${call.name} is already assigned to node "${pod['spec'].nodeName}"`);
  }
  const at = formatTimestamp(api.clock.now());
  api.store.update('pods', call.namespace, call.name!, (copy) => {
    copy['spec'].nodeName = body['target']?.name;
    const scheduled = { type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: at };
    const others = (copy['status'].conditions ?? []).filter((one: { type: string }) => one.type !== 'PodScheduled');
    copy['status'].conditions = [...others, scheduled];
  });
  call.audited.responseObject = SUCCESS;
  return jsonResponse(SUCCESS, 201);
}
