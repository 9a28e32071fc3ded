import type { PolicyRule } from './policy-rule.ts';

export const READ = 'get list watch';
export const WRITE = 'create delete deletecollection patch update';
export const READ_WRITE = 'create delete deletecollection get list patch update watch';

/** A rule about resources; lists as words, the core group as the empty word. */
export function on(verbs: string, groups: string, resources: string, name?: string): PolicyRule {
  return {
    verbs: verbs.split(' '),
    apiGroups: groups.split(' '),
    resources: resources.split(' '),
    ...(name === undefined ? {} : { resourceNames: [name] }),
  };
}

/** A rule about plain paths. */
export function at(verbs: string, nonResourceURLs: string[]): PolicyRule {
  return { verbs: verbs.split(' '), nonResourceURLs };
}
