import type { Json } from '../client/api-client.ts';
import { annotationLines, type Describer, pairLines } from './describer.ts';

/** A network policy, in words. */
export const describeNetworkPolicy: Describer = async ({ metadata, spec = {} }) => {
  const types: string[] = spec.policyTypes ?? ['Ingress', ...(spec.egress ? ['Egress'] : [])];
  const selector = labelSelectorText(spec.podSelector);
  const everyPod = selector ? '' : ' (Allowing the specific traffic to all pods in this namespace)';
  return [
    `Name:\t${metadata.name}`,
    `Namespace:\t${metadata.namespace}`,
    `Created on:\t${createdText(metadata.creationTimestamp)}`,
    ...pairLines('Labels', metadata.labels),
    ...annotationLines(metadata.annotations),
    'Spec:',
    `  PodSelector:     ${selector || '<none>'}${everyPod}`,
    ...(types.includes('Ingress')
      ? ['  Allowing ingress traffic:', ...ruleLines(spec.ingress ?? [], 'ingress')]
      : ['  Not affecting ingress traffic']),
    ...(types.includes('Egress')
      ? ['  Allowing egress traffic:', ...ruleLines(spec.egress ?? [], 'egress')]
      : ['  Not affecting egress traffic']),
    `  Policy Types: ${types.join(', ')}`,
  ];
};

function ruleLines(rules: readonly Json[], direction: 'ingress' | 'egress'): string[] {
  if (rules.length === 0) return [`    <none> (Selected pods are isolated for ${direction} connectivity)`];
  return rules.flatMap((rule, index) => [
    ...portLines(rule.ports ?? []),
    ...peerLines(direction === 'ingress' ? rule.from : rule.to, direction),
    ...(index < rules.length - 1 ? ['    ----------'] : []),
  ]);
}

function portLines(ports: readonly Json[]): string[] {
  if (ports.length === 0) return ['    To Port: <any> (traffic allowed to all ports)'];
  return ports.map((port) => {
    const range = port.endPort ? `-${port.endPort}` : '';
    return `    To Port: ${port.port ?? ''}${range}/${port.protocol ?? 'TCP'}`;
  });
}

function peerLines(peers: readonly Json[] | undefined, direction: 'ingress' | 'egress'): string[] {
  const word = direction === 'ingress' ? 'From' : 'To';
  if (!peers?.length)
    return [`    ${word}: <any> (traffic not restricted by ${direction === 'ingress' ? 'source' : 'destination'})`];
  return peers.flatMap((peer) => [
    `    ${word}:`,
    ...(peer.namespaceSelector
      ? [`      NamespaceSelector: ${labelSelectorText(peer.namespaceSelector) || '<none>'}`]
      : []),
    ...(peer.podSelector ? [`      PodSelector: ${labelSelectorText(peer.podSelector) || '<none>'}`] : []),
    ...(peer.ipBlock
      ? [
          '      IPBlock:',
          `        CIDR: ${peer.ipBlock.cidr}`,
          `        Except: ${(peer.ipBlock.except ?? []).join(', ')}`,
        ]
      : []),
  ]);
}

function labelSelectorText(selector: Json | undefined): string {
  const equal = Object.entries(selector?.matchLabels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const more = ((selector?.matchExpressions ?? []) as Json[]).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...equal, ...more].join(',');
}

/** Go's own way to print a time, which only this description uses. */
function createdText(time: string | undefined): string {
  return time ? `${time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, '')} +0000 UTC` : '<unset>';
}
