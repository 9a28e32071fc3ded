import type { Json } from '../client/api-client.ts';
import { annotationLines, dateText, pairLines } from './describer.ts';
import { volumeLines } from './volumes.ts';

/** `Pod Template:` of a workload. */
export function podTemplateLines(template: Json | undefined): string[] {
  if (!template) return ['Pod Template:\t<unset>'];
  const { metadata = {}, spec = {} } = template;
  const inner = [
    ...pairLines('Labels', metadata.labels),
    ...(metadata.annotations ? annotationLines(metadata.annotations) : []),
    ...(spec.serviceAccountName ? [`Service Account:\t${spec.serviceAccountName}`] : []),
    ...(spec.initContainers?.length ? ['Init Containers:', ...containerLines(spec.initContainers, [], ' ')] : []),
    ...(spec.containers?.length
      ? ['Containers:', ...containerLines(spec.containers, [], ' ')]
      : ['Containers: <none>']),
    ...volumeLines(spec.volumes ?? []),
    ...(spec.topologySpreadConstraints?.length ? topologyLines(spec.topologySpreadConstraints) : []),
    ...(spec.priorityClassName ? [`Priority Class Name:\t${spec.priorityClassName}`] : []),
    ...pairLines('Node-Selectors', spec.nodeSelector),
    ...tolerationLines(spec.tolerations ?? []),
  ];
  return ['Pod Template:', ...inner.map((line) => (line.startsWith('\t') ? line : `  ${line}`))];
}

function topologyLines(constraints: readonly Json[]): string[] {
  return constraints.map(
    (each, index) =>
      `${index === 0 ? 'Topology Spread Constraints:' : ''}\t${each.topologyKey}:${each.whenUnsatisfiable} when max skew ${each.maxSkew} is exceeded`,
  );
}

/** The containers of a pod or template; `statuses` only a pod has. `indent` stands before each name. */
export function containerLines(containers: readonly Json[], statuses: readonly Json[], indent: string): string[] {
  return containers.flatMap((container) => {
    const status = statuses.find((each) => each.name === container.name);
    const body = oneContainer(container, status);
    return [`${indent}${container.name}:`, ...body.map((line) => `${indent === ' ' ? '  ' : '    '}${line}`)];
  });
}

function oneContainer(container: Json, status: Json | undefined): string[] {
  return [
    ...(status ? [`Container ID:\t${status.containerID ?? ''}`] : []),
    `Image:\t${container.image}`,
    ...(status ? [`Image ID:\t${status.imageID ?? ''}`] : []),
    ...portLines(container.ports ?? []),
    ...(container.securityContext?.seccompProfile
      ? [`SeccompProfile:\t${container.securityContext.seccompProfile.type}`]
      : []),
    ...wordLines('Command', container.command),
    ...wordLines('Args', container.args),
    ...(status ? statusLines(status) : []),
    ...amountLines('Limits', container.resources?.limits),
    ...amountLines('Requests', container.resources?.requests),
    ...probeLines('Liveness', container.livenessProbe),
    ...probeLines('Readiness', container.readinessProbe),
    ...probeLines('Startup', container.startupProbe),
    ...environmentFromLines(container.envFrom),
    ...environmentLines(container.env),
    ...mountLines(container.volumeMounts),
  ];
}

function portLines(ports: readonly Json[]): string[] {
  const plural = ports.length > 1 ? 's' : '';
  const text = (number: (port: Json) => number): string =>
    ports.map((port) => `${number(port)}/${port.protocol ?? 'TCP'}`).join(', ') || '<none>';
  return [
    `Port${plural}:\t${text((port) => port.containerPort)}`,
    `Host Port${plural}:\t${text((port) => port.hostPort ?? 0)}`,
  ];
}

function wordLines(label: string, words: readonly string[] | undefined): string[] {
  if (!words?.length) return [];
  return [`${label}:`, ...words.flatMap((word) => word.split('\n').map((line) => `  ${line}`))];
}

function statusLines(status: Json): string[] {
  return [
    ...stateLines('State', status.state),
    ...(status.lastState && Object.keys(status.lastState).length > 0 ? stateLines('Last State', status.lastState) : []),
    `Ready:\t${status.ready ? 'True' : 'False'}`,
    `Restart Count:\t${status.restartCount ?? 0}`,
  ];
}

function stateLines(label: string, state: Json | undefined): string[] {
  if (state?.running) return [`${label}:\tRunning`, `  Started:\t${dateText(state.running.startedAt)}`];
  if (state?.terminated) {
    const { reason, message, exitCode, signal, startedAt, finishedAt } = state.terminated;
    return [
      `${label}:\tTerminated`,
      ...(reason ? [`  Reason:\t${reason}`] : []),
      ...(message ? [`  Message:\t${message}`] : []),
      `  Exit Code:\t${exitCode}`,
      ...(signal ? [`  Signal:\t${signal}`] : []),
      `  Started:\t${dateText(startedAt)}`,
      `  Finished:\t${dateText(finishedAt)}`,
    ];
  }
  return [`${label}:\tWaiting`, ...(state?.waiting?.reason ? [`  Reason:\t${state.waiting.reason}`] : [])];
}

function amountLines(label: string, amounts: Json | undefined): string[] {
  const keys = Object.keys(amounts ?? {}).sort();
  return keys.length ? [`${label}:`, ...keys.map((key) => `  ${key}:\t${amounts[key]}`)] : [];
}

function probeLines(label: string, probe: Json | undefined): string[] {
  if (!probe) return [];
  const timing = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 1}s period=${probe.periodSeconds ?? 10}s #success=${probe.successThreshold ?? 1} #failure=${probe.failureThreshold ?? 3}`;
  return [`${label}:\t${probeAction(probe)} ${timing}`];
}

function probeAction(probe: Json): string {
  if (probe.exec) return `exec [${(probe.exec.command ?? []).join(' ')}]`;
  if (probe.httpGet) {
    const { scheme = 'HTTP', host = '', port, path = '' } = probe.httpGet;
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${path}`;
  }
  if (probe.tcpSocket) return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port}`;
  if (probe.grpc) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''}`;
  return 'unknown';
}

function environmentFromLines(sources: readonly Json[] | undefined): string[] {
  if (!sources?.length) return [];
  const lines = sources.map((source) => {
    const [type, reference] = source.configMapRef ? ['ConfigMap', source.configMapRef] : ['Secret', source.secretRef];
    const prefix = source.prefix ? ` with prefix '${source.prefix}'` : '';
    return `  ${reference?.name}\t${type}${prefix}\tOptional: ${reference?.optional ?? false}`;
  });
  return ['Environment Variables from:', ...lines];
}

function environmentLines(env: readonly Json[] | undefined): string[] {
  if (!env?.length) return ['Environment:\t<none>'];
  return ['Environment:', ...env.map((each) => `  ${each.name}:\t${variableText(each)}`)];
}

function variableText({ value, valueFrom }: Json): string {
  if (!valueFrom) return (value ?? '').split('\n').join('\n\t');
  if (valueFrom.fieldRef) return ` (${valueFrom.fieldRef.apiVersion ?? 'v1'}:${valueFrom.fieldRef.fieldPath})`;
  if (valueFrom.resourceFieldRef) return `${valueFrom.resourceFieldRef.resource}`;
  const [type, reference] = valueFrom.secretKeyRef
    ? ['secret', valueFrom.secretKeyRef]
    : ['config map', valueFrom.configMapKeyRef];
  return `<set to the key '${reference?.key}' of ${type} '${reference?.name}'>\tOptional: ${reference?.optional ?? false}`;
}

function mountLines(mounts: readonly Json[] | undefined): string[] {
  if (!mounts?.length) return ['Mounts:\t<none>'];
  const sorted = mounts.toSorted((one, other) => (one.mountPath < other.mountPath ? -1 : 1));
  const lines = sorted.map((mount) => {
    const flags = [mount.readOnly ? 'ro' : 'rw', ...(mount.subPath ? [`path="${mount.subPath}"`] : [])];
    return `  ${mount.mountPath} from ${mount.name} (${flags.join(',')})`;
  });
  return ['Mounts:', ...lines];
}

/** `Tolerations:` with one a line. */
export function tolerationLines(tolerations: readonly Json[]): string[] {
  if (tolerations.length === 0) return ['Tolerations:\t<none>'];
  const texts = tolerations.map(tolerationText).sort();
  return texts.map((text, index) => `${index === 0 ? 'Tolerations:' : ''}\t${text}`);
}

function tolerationText({ key, value, effect, operator, tolerationSeconds }: Json): string {
  let text = key ?? '';
  if (value) text += `=${value}`;
  if (effect) text += `:${effect}`;
  if (operator === 'Exists' && !value) text += text ? ' op=Exists' : 'op=Exists';
  if (tolerationSeconds !== undefined) text += ` for ${tolerationSeconds}s`;
  return text;
}
