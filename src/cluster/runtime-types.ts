import type { Caller, KubernetesObject } from './types.ts';

/** Bytes travel as latin1-free UTF-8 text inside the simulator; `serve` encodes. */
export interface ExecStreams {
  /** Yields what the client sends; ends at its end of input. Absent: no stdin asked for. */
  stdin?: AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  tty: boolean;
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
  /** The container's log, oldest first. `follow` keeps the stream open until the signal. */
  logs(pod: KubernetesObject, container: string, options: LogOptions): AsyncIterable<string>;
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
