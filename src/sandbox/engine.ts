import { type Calico, calicoKinds, createCalico } from '../calico/index.ts';
import { createRandom, type Random, VirtualClock } from '../clock/index.ts';
import {
  type Caller,
  type Cluster,
  createCluster,
  kubernetesControllers,
  kubernetesKinds,
  loadBalancerController,
  publishRootCertificate,
  roleAggregation,
  serviceAccountAdmission,
} from '../cluster/index.ts';
import type { ApiConnection } from '../kubectl/index.ts';
import { automaticHostEndpoints, createNetwork, type Network, networkKinds } from '../network/index.ts';
import { AgentVariables } from './agent-variables.ts';
import { answerFromPod } from './api-from-pods.ts';
import { CommandLog } from './command-log.ts';
import { createContainerRuntime } from './container-runtime.ts';
import type { Environment } from './environment.ts';
import { PodRequests } from './pod-requests.ts';
import { answerSecurityEvents } from './security-events-api.ts';

/** Cluster, network and Calico on one clock: everything of the simulated world but the learner's machines. */
export interface Engine {
  clock: VirtualClock;
  random: Random;
  cluster: Cluster;
  network: Network;
  calico: Calico;
  /** What `agent variable set` was given on the learner's machines. */
  agentVariables: AgentVariables;
  /** Commands of ours that ran on the learner's machines. */
  commands: CommandLog;
  /** The API as this caller reaches it, the engine's own read-only group included. */
  connection(caller: Caller): ApiConnection;
}

export interface EngineOptions {
  environment: Environment;
  /** Milliseconds since the epoch. */
  start: number;
  seed: number;
  calicoRelease?: string;
}

const SERVER = 'https://127.0.0.1:6443';

export function createEngine({ environment, start, seed, calicoRelease }: EngineOptions): Engine {
  const clock = new VirtualClock(start);
  const random = createRandom(seed);
  const requests = new PodRequests();
  const cluster = createCluster({
    clock,
    random: random.fork('cluster'),
    kinds: [...kubernetesKinds, ...networkKinds, ...calicoKinds],
    controllers: [
      ...kubernetesControllers(),
      automaticHostEndpoints(),
      ...(environment.loadBalancers ? [loadBalancerController(environment.loadBalancers)] : []),
      ...(environment.aggregatesRoles ? [roleAggregation()] : []),
      ...(environment.podsGetAccounts ? [publishRootCertificate(), serviceAccountAdmission()] : []),
    ],
    serviceCIDR: environment.serviceCIDR,
    image: (name) => network.image(name),
    requests: (pod, now) => requests.rate(pod, now),
    // The runtime needs the network, which needs the cluster's store: it is looked up when first used.
    runtime: {
      start: (...call) => runtime.start?.(...call),
      exec: (...call) => runtime.exec(...call),
      attach: (...call) => runtime.attach(...call),
      logs: (...call) => runtime.logs(...call),
    },
  });
  const { store } = cluster;
  const network = createNetwork({
    clock,
    random: random.fork('network'),
    store,
    images: environment.images,
    outside: environment.outside,
    runs: (pod, container) => runtime.runs(pod, container),
    apiServer: (request, input) => answerFromPod(cluster, request, input),
  });
  network.onEvent((event) => requests.hear(event, clock.now()));
  const runtime = createContainerRuntime({
    clock,
    random: random.fork('containers'),
    store,
    network,
    podToken: (pod, seconds, audience) => cluster.podToken(pod, seconds, audience),
  });
  const calico = createCalico({
    clock,
    random: random.fork('calico'),
    store,
    onAudit: (listener) => cluster.onAudit(listener),
    onNetworkEvent: (listener) => network.onEvent(listener),
    clusterName: environment.clusterName,
    calicoRelease: calicoRelease ?? environment.calicoRelease,
    anomalyDetection: environment.anomalyDetection,
    request: (request, caller) => cluster.handle(request, caller),
    threatFeeds: environment.threatFeeds,
    imageScans: environment.imageScans,
  });
  return {
    clock,
    random,
    cluster,
    network,
    calico,
    commands: new CommandLog(),
    agentVariables: new AgentVariables(),
    connection: (caller) => ({
      server: SERVER,
      caller,
      cacheKey: cluster,
      request: async (request) =>
        answerSecurityEvents(request, calico.securityEvents) ?? cluster.handle(request, caller),
      connect: (request, streams) => cluster.connect(request, streams, caller),
    }),
  };
}
