import { at, on, READ } from './rule-words.ts';
import type { ClusterRoleRow } from './user-roles.ts';

const READ_UPDATE = 'get list patch update watch';
export const EVENTS = on('create patch update', ' events.k8s.io', 'events');
const PUBLIC_PATHS = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY_PATHS = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'];
const MONITORED_PATHS = [
  '/healthz',
  '/healthz/*',
  '/livez',
  '/livez/*',
  '/metrics',
  '/metrics/slis',
  '/readyz',
  '/readyz/*',
];
const ISSUER_PATHS = ['/.well-known/openid-configuration', '/openid/v1/jwks'];

/** The cluster roles of the control plane's own programs, and what everybody may ask. */
export const SYSTEM_ROLES: readonly ClusterRoleRow[] = [
  {
    name: 'system:basic-user',
    rules: [
      on('create', 'authorization.k8s.io', 'selfsubjectaccessreviews selfsubjectrulesreviews'),
      on('create', 'authentication.k8s.io', 'selfsubjectreviews'),
    ],
  },
  { name: 'system:discovery', rules: [at('get', [...DISCOVERY_PATHS, ...PUBLIC_PATHS].sort())] },
  { name: 'system:public-info-viewer', rules: [at('get', PUBLIC_PATHS)] },
  { name: 'system:monitoring', rules: [at('get', MONITORED_PATHS)] },
  {
    name: 'system:service-account-issuer-discovery',
    rules: [
      at(
        'get',
        ISSUER_PATHS.flatMap((path) => [path, `${path}/`]),
      ),
    ],
  },
  {
    name: 'system:auth-delegator',
    rules: [
      on('create', 'authentication.k8s.io', 'tokenreviews'),
      on('create', 'authorization.k8s.io', 'subjectaccessreviews'),
    ],
  },
  ...[
    ['kube-apiserver-client', 'kube-apiserver-client-approver'],
    ['kube-apiserver-client-kubelet', 'kube-apiserver-client-kubelet-approver'],
    ['kubelet-serving', 'kubelet-serving-approver'],
    ['legacy-unknown', 'legacy-unknown-approver'],
  ].map(([signer, name]) => ({
    name: `system:certificates.k8s.io:${name}`,
    rules: [on('approve', 'certificates.k8s.io', 'signers', `kubernetes.io/${signer}`)],
  })),
  ...['nodeclient', 'selfnodeclient'].map((part) => ({
    name: `system:certificates.k8s.io:certificatesigningrequests:${part}`,
    rules: [on('create', 'certificates.k8s.io', `certificatesigningrequests/${part}`)],
  })),
  {
    name: 'system:heapster',
    rules: [on(READ, '', 'events namespaces nodes pods'), on(READ, 'extensions', 'deployments')],
  },
  { name: 'system:kube-aggregator', rules: [on(READ, '', 'endpoints services')] },
  {
    name: 'system:kube-controller-manager',
    rules: [
      EVENTS,
      on('create', 'coordination.k8s.io', 'leases'),
      on('get update', 'coordination.k8s.io', 'leases', 'kube-controller-manager'),
      on('create', '', 'secrets serviceaccounts'),
      on('delete', '', 'secrets'),
      on('get', '', 'configmaps namespaces secrets serviceaccounts'),
      on('update', '', 'secrets serviceaccounts'),
      on('create', 'authentication.k8s.io', 'tokenreviews'),
      on('create', 'authorization.k8s.io', 'subjectaccessreviews'),
      on('list watch', '*', '*'),
      on('create', '', 'serviceaccounts/token'),
    ],
  },
  { name: 'system:kube-dns', rules: [on('list watch', '', 'endpoints services')] },
  {
    name: 'system:kube-scheduler',
    rules: [
      EVENTS,
      on('create', 'coordination.k8s.io', 'leases'),
      on('get update', 'coordination.k8s.io', 'leases', 'kube-scheduler'),
      on(READ, '', 'nodes'),
      on('delete get list watch', '', 'pods'),
      on('create', '', 'bindings pods/binding'),
      on('patch update', '', 'pods/status'),
      on(READ, '', 'replicationcontrollers services'),
      on(READ, 'apps extensions', 'replicasets'),
      on(READ, 'apps', 'statefulsets'),
      on(READ, 'policy', 'poddisruptionbudgets'),
      on(READ, '', 'persistentvolumeclaims persistentvolumes'),
      on('create', 'authentication.k8s.io', 'tokenreviews'),
      on('create', 'authorization.k8s.io', 'subjectaccessreviews'),
      on(READ, 'storage.k8s.io', 'csinodes'),
      on(READ, '', 'namespaces'),
      on(READ, 'storage.k8s.io', 'csidrivers'),
      on(READ, 'storage.k8s.io', 'csistoragecapacities'),
    ],
  },
  {
    name: 'system:kubelet-api-admin',
    rules: [
      on(READ, '', 'nodes'),
      on('proxy', '', 'nodes'),
      on('*', '', 'nodes/log nodes/metrics nodes/proxy nodes/stats'),
    ],
  },
  {
    name: 'system:node',
    rules: [
      on('create', 'authentication.k8s.io', 'tokenreviews'),
      on('create', 'authorization.k8s.io', 'localsubjectaccessreviews subjectaccessreviews'),
      on(READ, '', 'services'),
      on('create get list watch', '', 'nodes'),
      on('patch update', '', 'nodes/status'),
      on('patch update', '', 'nodes'),
      on('create patch update', '', 'events'),
      on(READ, '', 'pods'),
      on('create delete', '', 'pods'),
      on('patch update', '', 'pods/status'),
      on('create', '', 'pods/eviction'),
      on(READ, '', 'configmaps secrets'),
      on('get', '', 'persistentvolumeclaims persistentvolumes'),
      on('get', '', 'endpoints'),
      on('create get list watch', 'certificates.k8s.io', 'certificatesigningrequests'),
      on('create delete get patch update', 'coordination.k8s.io', 'leases'),
      on('get', 'storage.k8s.io', 'volumeattachments'),
      on('create', '', 'serviceaccounts/token'),
      on('get patch update', '', 'persistentvolumeclaims/status'),
      on(READ, 'storage.k8s.io', 'csidrivers'),
      on('create delete get patch update', 'storage.k8s.io', 'csinodes'),
      on(READ, 'node.k8s.io', 'runtimeclasses'),
    ],
  },
  {
    name: 'system:node-bootstrapper',
    rules: [on('create get list watch', 'certificates.k8s.io', 'certificatesigningrequests')],
  },
  {
    name: 'system:node-problem-detector',
    rules: [on('get', '', 'nodes'), on('patch', '', 'nodes/status'), EVENTS],
  },
  {
    name: 'system:node-proxier',
    rules: [
      on('list watch', '', 'endpoints services'),
      on(READ, '', 'nodes'),
      EVENTS,
      on('list watch', 'discovery.k8s.io', 'endpointslices'),
    ],
  },
  {
    name: 'system:persistent-volume-provisioner',
    rules: [
      on('create delete get list watch', '', 'persistentvolumes'),
      on('get list update watch', '', 'persistentvolumeclaims'),
      on(READ, 'storage.k8s.io', 'storageclasses'),
      on('watch', '', 'events'),
      EVENTS,
    ],
  },
  {
    name: 'system:volume-scheduler',
    rules: [
      on(READ_UPDATE, '', 'persistentvolumes'),
      on(READ, 'storage.k8s.io', 'storageclasses'),
      on(READ_UPDATE, '', 'persistentvolumeclaims'),
    ],
  },
];
