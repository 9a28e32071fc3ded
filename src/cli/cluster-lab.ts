import { type ClusterLab, openClusterLab, type ReducedKubeconfig } from '../live-cluster/index.ts';
import { checkHelpers, type LoadedTrack } from './load.ts';

type LabOptions = Parameters<typeof openClusterLab>[0];
type Given = 'track' | 'trackFile' | 'login' | 'env' | 'environment' | 'helpers' | 'allowHostScripts';

/** A lab on a real cluster, with what the command line and this machine give to every one. */
export function clusterLab(
  { track, trackFile }: LoadedTrack,
  login: ReducedKubeconfig,
  { environment, allowHostScripts = false }: { environment?: string | undefined; allowHostScripts?: boolean },
  more: Omit<LabOptions, Given>,
): Promise<ClusterLab> {
  const helpers = checkHelpers();
  return openClusterLab({ track, trackFile, login, env: process.env, environment, helpers, allowHostScripts, ...more });
}
