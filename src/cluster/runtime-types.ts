import type { Caller, KubernetesObject } from './types.ts';

/** Bytes travel as latin1-free UTF-8 text inside the simulator; `serve` encodes. */
export interface ExecStreams {
  /** Yields what the client sends; ends at its end of input. Absent: no stdin asked for. */
  stdin?: AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  tty: boolean;
  /** The client's terminal shows texts page by page when a program asks it to. */
  pages?: boolean;
  /** Columns and rows, and later changes. */
  resize?: AsyncIterable<{ columns: number; rows: number }>;
  signal?: AbortSignal;
}

/** Runs processes in containers. Implemented by the sandbox over its shells. */
export interface ContainerRuntime {
  /** The exit code of `command` (127 when there is no such program in the image). */
  exec(
    pod: KubernetesObject,
    container: string,
    command: string[],
    streams: ExecStreams,
    caller: Caller,
  ): Promise<number>;
  attach(pod: KubernetesObject, container: string, streams: ExecStreams, caller: Caller): Promise<number>;
  /**
   * Starts what the container's `command` and `args` name, on behalf of an input of the session when one made the pod.
   * Undefined: that is left to others (the image's own program, a command only a client attached to it runs).
   */
  start?(pod: KubernetesObject, container: string, input?: number): ContainerProcess | undefined;
  /** The container's log, oldest first. `follow` keeps the stream open until the signal. */
  logs(pod: KubernetesObject, container: string, options: LogOptions): AsyncIterable<string>;
}

/** The main process of a container. */
export interface ContainerProcess {
  /** Its exit code; undefined when it turns out that nobody can tell what the command does. Never rejects. */
  readonly exit: Promise<number | undefined>;
  /** Ends it as a signal does. */
  stop(): void;
}

export interface LogOptions {
  follow: boolean;
  tailLines?: number;
  sinceSeconds?: number;
  timestamps: boolean;
  previous: boolean;
  signal?: AbortSignal;
}

/** Opens a byte stream to a pod's port, for port-forward and the service proxy. Implemented by network. */
export interface PodDialer {
  dial(pod: KubernetesObject, port: number): Promise<{ request(text: string): Promise<string> } | undefined>;
}
