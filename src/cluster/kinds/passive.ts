import { anything, integer, openStruct, struct, text, textMap, texts } from '../schema/build.ts';
import { POD_TEMPLATE } from '../schema/pod-spec.ts';
import { REQUEST_STATUS, WORKLOAD_STATUS } from '../schema/status.ts';
import { AGE_COLUMN, ageOf, column, NAME_COLUMN, wideColumn } from '../table/age-column.ts';
import type { Kind } from '../types.ts';
import { selectorText } from './selector-text.ts';
import { validatePodSpec } from './validate-pod-spec.ts';
import { defaultTemplate, templateContainers, templateImages } from './workload.ts';

/** Kinds that are listed and kept but that nothing here acts on. */
export const passiveKinds: readonly Kind[] = [
  {
    group: '',
    version: 'v1',
    kind: 'ReplicationController',
    plural: 'replicationcontrollers',
    singular: 'replicationcontroller',
    shortNames: ['rc'],
    categories: ['all'],
    namespaced: true,
    hasStatus: true,
    hasScale: true,
    schema: struct('ReplicationController', {
      spec: struct('ReplicationControllerSpec', {
        replicas: integer,
        minReadySeconds: integer,
        selector: textMap,
        template: POD_TEMPLATE,
      }),
      status: WORKLOAD_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Desired', (one) => one['spec'].replicas),
      column('Current', (one) => one['status'].replicas ?? 0),
      column('Ready', (one) => one['status'].readyReplicas ?? 0),
      AGE_COLUMN,
      wideColumn('Containers', templateContainers),
      wideColumn('Images', templateImages),
      wideColumn('Selector', (one) => selectorText(one['spec'].selector)),
    ],
    default(controller) {
      const spec = (controller['spec'] ??= {});
      spec.replicas ??= 1;
      defaultTemplate(spec);
      spec.selector ??= spec.template.metadata.labels;
      controller['status'] ??= { replicas: 0 };
    },
    validate: ({ spec }, { subresource }) =>
      subresource === 'status' ? [] : validatePodSpec(spec.template.spec, 'spec.template.spec'),
  },
  {
    group: 'apps',
    version: 'v1',
    kind: 'ControllerRevision',
    plural: 'controllerrevisions',
    singular: 'controllerrevision',
    namespaced: true,
    schema: struct('ControllerRevision', { data: anything, revision: integer }),
    columns: [
      NAME_COLUMN,
      column('Controller', (one) => {
        const owner = one.metadata.ownerReferences?.find((reference) => reference.controller);
        return owner ? `${owner.kind.toLowerCase()}.${owner.apiVersion.split('/')[0]}/${owner.name}` : '<none>';
      }),
      column('Revision', (one) => one['revision']),
      AGE_COLUMN,
    ],
  },
  {
    group: 'certificates.k8s.io',
    version: 'v1',
    kind: 'CertificateSigningRequest',
    plural: 'certificatesigningrequests',
    singular: 'certificatesigningrequest',
    shortNames: ['csr'],
    namespaced: false,
    hasStatus: true,
    hasGeneration: false,
    schema: struct('CertificateSigningRequest', {
      spec: openStruct('CertificateSigningRequestSpec', {
        request: text,
        signerName: text,
        username: text,
        uid: text,
        expirationSeconds: integer,
        usages: texts,
        groups: texts,
      }),
      status: REQUEST_STATUS,
    }),
    columns: [
      NAME_COLUMN,
      column('Age', (one, now) => ageOf(one.metadata.creationTimestamp, now)),
      column('SignerName', (one) => one['spec']?.signerName ?? '<none>'),
      column('Requestor', (one) => one['spec']?.username ?? ''),
      column('RequestedDuration', (one) =>
        one['spec']?.expirationSeconds ? `${one['spec'].expirationSeconds}s` : '<none>',
      ),
      column(
        'Condition',
        (one) =>
          (one['status']?.conditions ?? []).map((condition: { type: string }) => condition.type).join(',') || 'Pending',
      ),
    ],
  },
];
