/** The real cluster is not there, not reachable, or not what a track needs: one sentence for people, exit code 3. */
export class ClusterError extends Error {
  override readonly name = 'ClusterError';
}
