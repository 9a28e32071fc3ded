import type { ImageLifecycle } from '../types.ts';
import { imageReference } from './image-reference.ts';

const FIRST_BACK_OFF = 10_000;
const LONGEST_BACK_OFF = 300_000;

/** What a pull needs of the pod it is for. */
interface PullSteps {
  image(): ImageLifecycle;
  after(duration: number, action: () => void): void;
  event(type: 'Normal' | 'Warning', reason: string, message: string): void;
  /** The container waits for this reason. */
  waits(reason: string, message: string): void;
  pulled(): void;
}

/** Gets a container's image, however often it takes: an image that is not there is tried again ever more slowly. */
export function pullImage(name: string, policy: string | undefined, steps: PullSteps): void {
  const { exists, startDelay } = steps.image();
  const pulling = () => steps.event('Normal', 'Pulling', `Pulling image "${name}"`);
  if (exists || policy !== 'Never') pulling();
  steps.after(startDelay, () => {
    if (!exists) {
      fail(FIRST_BACK_OFF);
      return;
    }
    const took = `${startDelay / 1_000}s`;
    steps.event('Normal', 'Pulled', `Successfully pulled image "${name}" in ${took} (${took} including waiting)`);
    steps.pulled();
  });

  function fail(backOff: number): void {
    const message = refusal(imageReference(name));
    steps.event('Warning', 'Failed', `Failed to pull image "${name}": ${message}`);
    steps.event('Warning', 'Failed', 'Error: ErrImagePull');
    steps.waits('ErrImagePull', message);
    steps.after(1_000, () => {
      steps.event('Normal', 'BackOff', `Back-off pulling image "${name}"`);
      steps.event('Warning', 'Failed', 'Error: ImagePullBackOff');
      steps.waits('ImagePullBackOff', `Back-off pulling image "${name}": ErrImagePull: ${message}`);
      steps.after(backOff, () => again(Math.min(backOff * 2, LONGEST_BACK_OFF)));
    });
  }

  function again(backOff: number): void {
    pulling();
    if (steps.image().exists) steps.pulled();
    else fail(backOff);
  }
}

/** What containerd says of a repository that is not there: Docker Hub does not tell it from one that is private. */
function refusal(reference: string): string {
  const [code, why] = reference.startsWith('docker.io/')
    ? ['Unknown', `pull access denied, repository does not exist or may require authorization: ${HUB_REFUSAL}`]
    : ['NotFound', `${reference}: not found`];
  const cause = `failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${why}`;
  return `rpc error: code = ${code} desc = ${cause}`;
}

const HUB_REFUSAL = 'server message: insufficient_scope: authorization failed';
