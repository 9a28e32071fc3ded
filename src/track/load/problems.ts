import type { Position } from '../../markdown/index.ts';
import { shownPath } from '../paths.ts';
import type { Diagnostic, FileTree } from '../types.ts';

/** Collects what is wrong with a track's files while they are read. */
export class Problems {
  readonly all: Diagnostic[] = [];
  readonly #tree: FileTree;

  constructor(tree: FileTree) {
    this.#tree = tree;
  }

  error(rule: string, file: string, position: Position, message: string, advice?: string): void {
    this.#add('error', rule, file, position, message, advice);
  }

  warning(rule: string, file: string, position: Position, message: string, advice?: string): void {
    this.#add('warning', rule, file, position, message, advice);
  }

  get hasErrors(): boolean {
    return this.all.some(({ severity }) => severity === 'error');
  }

  #add(
    severity: Diagnostic['severity'],
    rule: string,
    file: string,
    position: Position,
    message: string,
    advice?: string,
  ): void {
    this.all.push({
      file: shownPath(this.#tree, file),
      position,
      severity,
      rule,
      message,
      ...(advice ? { advice } : {}),
    });
  }
}
