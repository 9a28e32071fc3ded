import type { Json } from '../client/api-client.ts';
import { formatLabels } from '../printers/table.ts';
import { annotationLines, type Describer, eventLines, pairLines } from './describer.ts';

/** A service, with the addresses behind each port. */
export const describeService: Describer = async (service, context) => {
  const { metadata, spec = {}, status = {} } = service;
  const slices = await endpointSlicesOf(service, context.call.client);
  const ingress = ((status.loadBalancer?.ingress ?? []) as Json[]).map((each) => each.ip || each.hostname);
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    `Selector:\t${formatLabels(spec.selector)}`,
    `Type:\t${spec.type ?? 'ClusterIP'}`,
    ...(spec.ipFamilyPolicy ? [`IP Family Policy:\t${spec.ipFamilyPolicy}`] : []),
    `IP Families:\t${spec.ipFamilies?.length ? spec.ipFamilies.join(',') : '<none>'}`,
    `IP:\t${spec.clusterIP ?? ''}`,
    ...(spec.clusterIPs ? [`IPs:\t${spec.clusterIPs.join(',') || '<none>'}`] : ['IPs:\t<none>']),
    ...(spec.externalIPs?.length ? [`External IPs:\t${spec.externalIPs.join(',')}`] : []),
    ...(spec.loadBalancerIP ? [`IP:\t${spec.loadBalancerIP}`] : []),
    ...(spec.externalName ? [`External Name:\t${spec.externalName}`] : []),
    ...(ingress.length ? [`LoadBalancer Ingress:\t${ingress.join(', ')}`] : []),
    ...((spec.ports ?? []) as Json[]).flatMap((port) => portLines(port, slices)),
    `Session Affinity:\t${spec.sessionAffinity ?? 'None'}`,
    ...(spec.externalTrafficPolicy ? [`External Traffic Policy:\t${spec.externalTrafficPolicy}`] : []),
    ...(spec.internalTrafficPolicy ? [`Internal Traffic Policy:\t${spec.internalTrafficPolicy}`] : []),
    ...(await eventLines(service, context)),
  ];
};

function portLines(port: Json, slices: readonly Json[]): string[] {
  const name = port.name || '<unset>';
  return [
    `Port:\t${name}\t${port.port}/${port.protocol ?? 'TCP'}`,
    `TargetPort:\t${port.targetPort ?? port.port}/${port.protocol ?? 'TCP'}`,
    ...(port.nodePort ? [`NodePort:\t${name}\t${port.nodePort}/${port.protocol ?? 'TCP'}`] : []),
    `Endpoints:\t${endpointsText(port, slices)}`,
  ];
}

/** At most three addresses, then how many more. */
export function endpointsText(port: Json, slices: readonly Json[]): string {
  if (slices.length === 0) return '<none>';
  const all = slices.flatMap((slice) => {
    const own = ((slice.ports ?? []) as Json[]).filter((each) => (each.name ?? '') === (port.name ?? ''));
    const ready = ((slice.endpoints ?? []) as Json[]).filter((each) => each.conditions?.ready !== false);
    return own.flatMap(({ port: number }) =>
      ready.flatMap((each) => each.addresses.map((address: string) => `${address}:${number}`)),
    );
  });
  if (all.length === 0) return '';
  return all.slice(0, 3).join(',') + (all.length > 3 ? ` + ${all.length - 3} more...` : '');
}

/** The slices that belong to a service. */
export async function endpointSlicesOf(
  service: Json,
  client: { get(path: string, query?: Record<string, string>): Promise<Json> },
): Promise<Json[]> {
  const { name, namespace } = service.metadata;
  try {
    const list = await client.get(
      `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices`,
      {
        labelSelector: `kubernetes.io/service-name=${name}`,
      },
    );
    return list.items ?? [];
  } catch {
    return [];
  }
}
