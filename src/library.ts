/**
 * firedrill as a library: load a track, play it against the simulated engine, ask why an alert fired.
 *
 * @example
 * import { createSandbox, loadEnvironment, paceOf } from 'firedrill';
 *
 * const sandbox = await createSandbox({ environment: loadEnvironment('hipstershop') });
 * const pace = paceOf(sandbox, 'max');
 * await pace.run(sandbox.line('controlplane', 'kubectl get pods -A'));
 */
export { formatQuery, parseQuery, QueryError } from './calico/index.ts';
export { type RenderedDocument, type RenderOptions, renderMarkdown } from './markdown/index.ts';
export {
  type CheckResult,
  openLab,
  type StepReport,
  type TrackReport,
  verifyTrack as runTrack,
} from './runner/index.ts';
export {
  createSandbox,
  type Environment,
  EnvironmentError,
  listEnvironments,
  loadEnvironment,
  type Pace,
  paceOf,
  type Sandbox,
  type SandboxOptions,
} from './sandbox/index.ts';
export { type FileTree, loadTrack, type Track, TrackError } from './track/index.ts';
