import { hash } from '../../clock/index.ts';
import type { JsonObject } from '../json-object.ts';
import { formatTimestamp } from '../timestamp.ts';
import type { ContainerProcess } from '../types.ts';

type ContainerState = { waiting: JsonObject } | { running: JsonObject } | { terminated: JsonObject };

/** The list of the pod's spec that a container stands in. */
type ContainerList = 'containers' | 'initContainers' | 'ephemeralContainers';

const PROBES = ['startupProbe', 'readinessProbe'];

/** What a kubelet knows about one container; it prints as the pod's status has it. */
export class ContainerLife {
  readonly spec: JsonObject;
  readonly list: ContainerList;
  state: ContainerState;
  lastState: JsonObject = {};
  ready = false;
  started = false;
  restarts = 0;
  /** Its main process, where its command is really run. */
  main: ContainerProcess | undefined;
  readonly #podUid: string;

  constructor(spec: JsonObject, list: ContainerList, podUid: string, reason: string) {
    this.spec = spec;
    this.list = list;
    this.#podUid = podUid;
    this.state = { waiting: { reason } };
  }

  get name(): string {
    return this.spec['name'];
  }

  get isInit(): boolean {
    return this.list === 'initContainers';
  }

  get isEphemeral(): boolean {
    return this.list === 'ephemeralContainers';
  }

  get running(): boolean {
    return 'running' in this.state;
  }

  get exitCode(): number | undefined {
    return 'terminated' in this.state ? this.state.terminated['exitCode'] : undefined;
  }

  /** An init container that runs beside the others. */
  get isSidecar(): boolean {
    return this.isInit && this.spec['restartPolicy'] === 'Always';
  }

  /** Milliseconds its probes wait before they ask for the first time. */
  get probeDelay(): number {
    const delays = PROBES.map((probe) => this.spec[probe]?.initialDelaySeconds ?? 0);
    return delays.reduce((sum, seconds) => sum + seconds, 0) * 1_000;
  }

  run(now: number): void {
    this.state = { running: { startedAt: formatTimestamp(now) } };
    this.started = true;
  }

  wait(reason: string, message?: string): void {
    if ('terminated' in this.state) this.lastState = this.state;
    this.state = { waiting: { ...(message ? { message } : {}), reason } };
    this.ready = false;
    this.started = false;
  }

  end(exitCode: number, now: number): void {
    const startedAt = 'running' in this.state ? this.state.running['startedAt'] : formatTimestamp(now);
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    const finishedAt = formatTimestamp(now);
    this.state = { terminated: { containerID: this.#containerID(), exitCode, finishedAt, reason, startedAt } };
    this.ready = this.isInit && exitCode === 0;
    this.started = false;
  }

  status(): JsonObject {
    const image = String(this.spec['image']);
    const created = !('waiting' in this.state) || this.restarts > 0;
    return {
      ...(created ? { containerID: this.#containerID() } : {}),
      image: qualifiedImage(image),
      imageID: created ? `${repositoryOf(image)}@sha256:${digest(image)}` : '',
      lastState: this.lastState,
      name: this.name,
      ready: this.ready,
      restartCount: this.restarts,
      started: this.started,
      state: this.state,
    };
  }

  #containerID(): string {
    return `containerd://${digest(`${this.#podUid}/${this.name}/${this.restarts}`)}`;
  }
}

/** 64 hexadecimal digits that only depend on the text. */
function digest(text: string): string {
  let digits = '';
  for (let part = 0; part < 8; part++) digits += hash(`${part}${text}`).toString(16).padStart(8, '0');
  return digits;
}

function repositoryOf(image: string): string {
  return qualifiedImage(image).replace(/(@.*|:[^/:]*)$/, '');
}

/** The image's name with its registry and tag spelled out: `docker.io/library/nginx:latest`. */
function qualifiedImage(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = hasRegistry ? image : `docker.io/${rest.length > 0 ? '' : 'library/'}${image}`;
  return /(:[^/:]+|@[^/]+)$/.test(path) ? path : `${path}:latest`;
}
