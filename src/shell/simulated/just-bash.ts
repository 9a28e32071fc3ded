// The only file that imports the vendored just-bash. Its deeper types are not published; what we touch is named here.

import type { Bash as BashClass, IFileSystem, ScriptNode, StatementNode } from 'just-bash';
import * as bundle from '#just-bash';
import { bytesOfText, textOfBytes } from '../../cluster/index.ts';
import type { PipelineRun } from './pipeline.ts';
import type { Process } from './process.ts';
import type { Streams } from './streams.ts';

export type { ScriptNode, StatementNode } from 'just-bash';

/** What a statement or command left behind for whoever collects its output. */
export interface Outcome {
  stdout: string;
  stderr: string;
  exitCode: number;
  stdoutKind?: 'text' | 'bytes';
  stdoutEncoding?: 'binary';
  internalOutputAccounting?: { stdout: number; stderr: number };
  internalPipeStatusOverride?: number[];
}

/** The interpreter's live state, as far as we read or set it, and the two fields that are ours. */
export interface ShellState {
  env: Map<string, string>;
  arrays?: Map<string, { kind: 'indexed' | 'associative'; elements: Map<string, string> }>;
  cwd: string;
  previousDir: string;
  lastExitCode: number;
  lastBackgroundPid: number;
  startTime: number;
  virtualPid: number;
  virtualPpid: number;
  bashPid: number;
  options: Record<string, boolean>;
  shoptOptions: Record<string, boolean>;
  functions: Map<string, unknown>;
  exportedVars?: Set<string>;
  tempExportedVars?: Set<string>;
  fileDescriptors?: Map<number, string>;
  groupStdin?: string;
  signal?: AbortSignal;
  sourceStack?: string[];
  currentSource?: string;
  /** The process whose state this is. */
  process: Process;
  /** Where standard input, output and errors lead right now. */
  streams: Streams;
  /** The pipeline between two of its stages. */
  pipeline?: PipelineRun;
}

export interface InterpreterContext {
  state: ShellState;
  fs: IFileSystem;
  commands: ReadonlyMap<string, unknown>;
  executeScript(script: ScriptNode): Promise<Outcome>;
  executeStatement(statement: StatementNode): Promise<Outcome>;
  executeCommand(command: PipelineStage, stdin: string): Promise<Outcome>;
}

export type PipelineStage = StatementNode['pipelines'][number]['commands'][number];
export type Pipeline = StatementNode['pipelines'][number];
export interface Redirection {
  fd: number | null;
  operator: string;
  target: { type: string; parts?: { type: string; value?: string }[] };
}

/** What the patched interpreter asks of whoever runs it; vendor/patches.mjs names the moment of each. */
export interface InterpreterHost {
  beforeStatement(context: InterpreterContext): Promise<void> | undefined;
  background(context: InterpreterContext, statement: StatementNode): Promise<Outcome>;
  onFailure(context: InterpreterContext, exitCode: number): Promise<Outcome>;
  emit(context: InterpreterContext, outcome: Outcome): Outcome;
  stage(
    context: InterpreterContext,
    pipeline: Pipeline,
    index: number,
    stdin: string,
    run: (stage: PipelineStage, stdin: string) => Promise<Outcome>,
  ): Promise<Outcome>;
  redirected<T>(context: InterpreterContext, redirections: Redirection[], run: () => Promise<T>): Promise<T>;
  captured(context: InterpreterContext, script: ScriptNode): Promise<Outcome>;
  program(
    context: InterpreterContext,
    name: string,
    args: string[],
    stdin: string,
    ownsStdin: boolean,
  ): Promise<Outcome> | undefined;
  utilityStdin(context: InterpreterContext, name: string, args: string[]): Promise<string>;
  builtinStdin(context: InterpreterContext, name: string, args: string[]): Promise<string>;
  wait(context: InterpreterContext, args: string[]): Promise<Outcome>;
  /** `path` is where the file is, `name` how it was called. */
  scriptFile(context: InterpreterContext, path: string, args: string[], stdin: string, name: string): Promise<Outcome>;
  isTerminal(context: InterpreterContext, descriptor: string): boolean;
}

interface InterpreterParts {
  fs: IFileSystem;
  commands: ReadonlyMap<string, unknown>;
  limits: unknown;
  executionScope: ExecutionScope;
  exec(script: string, options: NestedOptions): Promise<Outcome>;
  host: InterpreterHost;
}

/** How the bundled utilities (`find -exec`, `env`, `time`) run a command line. */
export interface NestedOptions {
  env?: Record<string, string>;
  replaceEnv?: boolean;
  cwd?: string;
  stdin?: string;
  stdinKind?: 'text' | 'bytes';
  signal?: AbortSignal;
  args?: string[];
}

export interface Interpreter {
  executeScript(script: ScriptNode): Promise<Outcome>;
  executeStatement(statement: StatementNode): Promise<Outcome>;
  executeCommand(command: PipelineStage, stdin: string): Promise<Outcome>;
}
export interface ExecutionScope {
  close(): Promise<void>;
}

export const Interpreter = bundle.Interpreter as new (parts: InterpreterParts, state: ShellState) => Interpreter;
export const ExecutionScope = bundle.ExecutionScope as new (limits: unknown, signal?: AbortSignal) => ExecutionScope;
/** Gives `state` maps of its own; what the copy shared before stays with the original. */
export const detachState = bundle.detachState as (state: ShellState) => () => void;
/** Time and chance for everything the interpreter does within `run`. */
export const hostSources = bundle.hostSources as {
  run<T>(sources: { now(): number; random(): number }, work: () => T): T;
};
export const { Bash, InMemoryFs } = bundle;
/** `exit` was called. */
export const ExitError = bundle.ExitError as new () => Error & Outcome;
/** The signal stopped the interpreter. */
export const AbortedError = bundle.AbortedError as new () => Error & Outcome;

export type Bash = BashClass;
export const parse = bundle.parse as (text: string) => ScriptNode;
export const serialize = bundle.serialize as (script: ScriptNode) => string;
/** A pipe carries bytes, one to a character; programs of ours speak text, in which bytes that are none are escaped. */
export function bytesToText(bytes: string): string {
  if (ONLY_ASCII.test(bytes)) return bytes;
  return textOfBytes(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

export function textToBytes(text: string): string {
  if (ONLY_ASCII.test(text)) return text;
  const bytes = bytesOfText(text);
  let packed = '';
  // As many arguments as a call may have.
  for (let at = 0; at < bytes.length; at += 8_192) packed += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return packed;
}

const ONLY_ASCII = /^[\x00-\x7f]*$/;
export const outcomeBytes = bundle.stdoutAsBytes as unknown as (outcome: Outcome) => string;
