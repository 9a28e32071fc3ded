import { spawnSync } from 'node:child_process';
import type { ContainerRuntime } from '../../../../src/cluster/index.ts';

/** The recordings' stand-in kubelet: commands run on this machine, and every container has logged five lines. */
export const recordedKubelet: ContainerRuntime = {
  async exec(_pod, _container, command, streams) {
    let input = '';
    for await (const text of streams.stdin ?? []) input += text;
    const result = spawnSync(command[0]!, command.slice(1), { encoding: 'utf8', input, cwd: '/' });
    if (result.error) return 127;
    streams.stdout(result.stdout);
    streams.stderr(result.stderr);
    return result.status ?? 1;
  },
  attach: async () => 0,
  async *logs(_pod, container, options) {
    const lines = [1, 2, 3, 4, 5].map((line) => `${container}: line ${line}\n`);
    const recent = options.sinceSeconds === undefined ? lines : lines.slice(3);
    const shown =
      options.tailLines === undefined ? recent : recent.slice(Math.max(0, recent.length - options.tailLines));
    const stamp = options.timestamps ? '2026-01-05T10:00:04.000000000Z ' : '';
    for (const line of shown) yield stamp + line;
  },
};
