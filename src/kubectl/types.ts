import type { Clock } from '../clock/index.ts';
import type { ApiRequest, ApiResponse, Caller, ExecStreams, Status } from '../cluster/index.ts';

/** How kubectl reaches a cluster: nothing else of the engine is visible to it. */
export interface ApiConnection {
  request(request: ApiRequest): Promise<ApiResponse>;
  connect(request: ApiRequest, streams: ExecStreams): Promise<Status>;
  /** The server's URL as kubeconfig has it, for `cluster-info` and error texts. */
  server: string;
  caller?: Caller;
  /** Connections with the same one reach the same server: what was learned of it (its types) serves them all. */
  cacheKey?: object;
}

/** The world of one kubectl process; a shell's ToolContext fits. */
export interface KubectlContext {
  args: readonly string[];
  stdin(): Promise<string>;
  stdinChunks(): AsyncIterable<string>;
  stdout(text: string): void;
  stderr(text: string): void;
  env: ReadonlyMap<string, string>;
  cwd: string;
  resolve(path: string): string;
  fs: KubectlFiles;
  clock: Clock;
  signal: AbortSignal;
  tty: { stdin: boolean; stdout: boolean; columns: number; rows: number; pages?: boolean };
  /** Runs `$KUBE_EDITOR`, `diff`... on the same machine. */
  exec(
    command: string[],
    options?: { stdin?: string; stdout?(text: string): void; stderr?(text: string): void },
  ): Promise<number>;
}

export interface KubectlFiles {
  readFile(path: string): Promise<string>;
  writeFile(path: string, text: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<{ isFile: boolean; isDirectory: boolean; mode: number }>;
  readdir(path: string): Promise<string[]>;
  mkdir(path: string, options?: { recursive?: boolean }): Promise<void>;
  rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
}

/** The ports of the machine kubectl runs on, where it can lend them. */
export interface LocalPorts {
  /**
   * Leads a port into a pod until it is closed; port 0 takes a free one. Undefined when somebody listens there already.
   */
  forward(
    local: number,
    pod: { namespace: string; name: string; port: number },
    onConnection: () => void,
  ): { port: number; close(): void } | undefined;
}
