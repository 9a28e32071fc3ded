import { parse } from 'yaml';
import type { Surroundings } from '../shell/index.ts';

let lastRead: { text: string; namespace: string } | undefined;

/** The namespace of the kubeconfig's current context; `default` where it names none or cannot be read. */
export function currentNamespace({ home, read, variable }: Surroundings): string {
  const path = variable('KUBECONFIG')?.split(':')[0] || `${home}/.kube/config`;
  const text = read(path);
  if (text === undefined) return 'default';
  if (lastRead?.text !== text) lastRead = { text, namespace: namespaceIn(text) };
  return lastRead.namespace;
}

function namespaceIn(text: string): string {
  try {
    const config = parse(text);
    const current = config.contexts.find(({ name }: { name: string }) => name === config['current-context']);
    return current.context.namespace ?? 'default';
  } catch {
    return 'default';
  }
}
