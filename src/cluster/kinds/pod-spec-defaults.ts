import type { JsonObject } from '../json-object.ts';

/** Fills in what the API server does in a pod's spec or a template's; `spec` is changed. */
export function defaultPodSpec(spec: JsonObject): void {
  for (const container of spec['initContainers'] ?? []) defaultContainer(container);
  for (const container of spec['containers'] ?? []) defaultContainer(container);
  for (const container of spec['ephemeralContainers'] ?? []) defaultContainer(container);
  spec['restartPolicy'] ??= 'Always';
  spec['terminationGracePeriodSeconds'] ??= 30;
  spec['dnsPolicy'] ??= 'ClusterFirst';
  spec['securityContext'] ??= {};
  spec['schedulerName'] ??= 'default-scheduler';
  if (spec['serviceAccountName']) spec['serviceAccount'] ??= spec['serviceAccountName'];
  else if (spec['serviceAccount']) spec['serviceAccountName'] = spec['serviceAccount'];
  for (const volume of spec['volumes'] ?? []) defaultVolume(volume);
  if (spec['hostNetwork']) takeHostPorts(spec);
}

/** What is given to pods themselves but not to templates. */
export function defaultRunningPod(spec: JsonObject): void {
  spec['enableServiceLinks'] ??= true;
  spec['priority'] ??= 0;
  spec['preemptionPolicy'] ??= 'PreemptLowerPriority';
  const tolerations: JsonObject[] = spec['tolerations'] ?? [];
  const added = ['not-ready', 'unreachable']
    .map((name) => `node.kubernetes.io/${name}`)
    .filter((key) => !tolerations.some((one) => tolerates(one, key)))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  spec['tolerations'] = [...tolerations, ...added];
}

function tolerates(toleration: JsonObject, key: string): boolean {
  const everything = !toleration['key'] && toleration['operator'] === 'Exists';
  const noExecute = !toleration['effect'] || toleration['effect'] === 'NoExecute';
  return noExecute && (everything || toleration['key'] === key);
}

function defaultContainer(container: JsonObject): void {
  container['imagePullPolicy'] ??= hasLatestTag(String(container['image'] ?? '')) ? 'Always' : 'IfNotPresent';
  container['terminationMessagePath'] ??= '/dev/termination-log';
  container['terminationMessagePolicy'] ??= 'File';
  container['resources'] ??= {};
  const { requests, limits } = container['resources'];
  if (limits) container['resources'].requests = { ...limits, ...requests };
  for (const port of container['ports'] ?? []) port.protocol ??= 'TCP';
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) defaultProbe(container[name]);
  for (const variable of container['env'] ?? []) {
    if (variable.value === '') delete variable.value;
    if (variable.valueFrom?.fieldRef) variable.valueFrom.fieldRef.apiVersion ??= 'v1';
  }
}

function defaultProbe(probe: JsonObject | undefined): void {
  if (!probe) return;
  probe['timeoutSeconds'] ??= 1;
  probe['periodSeconds'] ??= 10;
  probe['successThreshold'] ??= 1;
  probe['failureThreshold'] ??= 3;
  if (!probe['httpGet']) return;
  probe['httpGet'].path ??= '/';
  probe['httpGet'].scheme ??= 'HTTP';
}

function hasLatestTag(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

const FILE_MODE = 0o644;

function defaultVolume(volume: JsonObject): void {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  if (sources.length === 0) volume['emptyDir'] = {};
  for (const source of ['configMap', 'secret', 'projected', 'downwardAPI']) {
    if (volume[source]) volume[source].defaultMode ??= FILE_MODE;
  }
  if (volume['hostPath']) volume['hostPath'].type ??= '';
}

function takeHostPorts(spec: JsonObject): void {
  for (const container of spec['containers'] ?? []) {
    for (const port of container.ports ?? []) port.hostPort ??= port.containerPort;
  }
}
