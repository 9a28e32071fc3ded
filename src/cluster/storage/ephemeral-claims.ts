import type { JsonObject } from '../json-object.ts';
import type { Controller } from '../types.ts';
import { CLAIMS } from './pod-claims.ts';

/** Makes the claims of pods' ephemeral volumes, which go with their pod. */
export function ephemeralClaims(): Controller {
  return {
    start({ store }) {
      store.subscribe('pods', ({ type, object }) => {
        if (type !== 'ADDED') return;
        const { namespace, name, uid } = object.metadata;
        for (const volume of (object['spec'].volumes ?? []) as JsonObject[]) {
          const template = volume['ephemeral']?.volumeClaimTemplate;
          const claim = `${name}-${volume['name']}`;
          if (!template || store.get(CLAIMS, namespace, claim)) continue;
          const { labels, annotations } = template.metadata ?? {};
          const owner = { apiVersion: 'v1', kind: 'Pod', name, uid: uid!, controller: true, blockOwnerDeletion: true };
          store.create({
            apiVersion: 'v1',
            kind: 'PersistentVolumeClaim',
            metadata: { name: claim, namespace: namespace!, labels, annotations, ownerReferences: [owner] },
            spec: template.spec,
          });
        }
      });
    },
  };
}
