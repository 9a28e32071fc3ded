import type { Protocol } from '../types.ts';
import type { WorkloadChange } from './endpoint-table.ts';
import type { Workload } from './workload.ts';

/** A pod's port that its node offers as one of its own. */
export interface MappedPort {
  readonly workload: Workload;
  readonly containerPort: number;
}

interface ContainerPort {
  containerPort: number;
  hostPort?: number;
  protocol?: string;
}

/** Which ports of the nodes lead to pods (`hostPort`). */
export class HostPortTable {
  readonly #ports = new Map<string, MappedPort>();

  at(node: string, protocol: Protocol, port: number): MappedPort | undefined {
    return this.#ports.get(`${node} ${protocol} ${port}`);
  }

  change({ workload, old }: Pick<WorkloadChange, 'workload' | 'old'>): void {
    if (old) for (const [key] of mappings(old)) this.#ports.delete(key);
    if (workload) for (const [key, mapped] of mappings(workload)) this.#ports.set(key, mapped);
  }
}

function mappings(workload: Workload): [string, MappedPort][] {
  const containers: { ports?: ContainerPort[] }[] = workload.pod.spec?.containers ?? [];
  const found: [string, MappedPort][] = [];
  for (const { ports = [] } of containers) {
    for (const { containerPort, hostPort, protocol = 'TCP' } of ports) {
      if (!hostPort) continue;
      found.push([`${workload.endpoint.node} ${protocol.toLowerCase()} ${hostPort}`, { workload, containerPort }]);
    }
  }
  return found;
}
