import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const PROGRAM = resolve(import.meta.dirname, '../../dist/main.js');

/** A terminal of 80x24 that a person could sit at. */
class Terminal {
  readonly #name = `firedrill-${process.pid}-${Math.floor(performance.now())}`;

  constructor(command: string) {
    const state = mkdtempSync(join(tmpdir(), 'firedrill-state-'));
    this.#tmux(
      'new-session',
      '-d',
      '-x',
      '80',
      '-y',
      '24',
      '-s',
      this.#name,
      `FIREDRILL_STATE=${state} ${command}; echo "left with $?"; sleep 60`,
    );
  }

  type(...keys: string[]): void {
    this.#tmux('send-keys', '-t', this.#name, ...keys);
  }

  screen(): string {
    return this.#tmux('capture-pane', '-p', '-S', '-500', '-t', this.#name);
  }

  async shows(text: RegExp, seconds = 20): Promise<void> {
    const deadline = Date.now() + seconds * 1_000;
    while (Date.now() < deadline) {
      if (text.test(this.screen())) return;
      await new Promise((done) => setTimeout(done, 100));
    }
    expect(this.screen()).toMatch(text);
  }

  close(): void {
    this.#tmux('kill-session', '-t', this.#name);
  }

  #tmux(...args: string[]): string {
    return execFileSync('tmux', args, { encoding: 'utf8' });
  }
}

describe('plain play at a terminal of 80x24', () => {
  let terminal: Terminal;

  beforeEach(async () => {
    terminal = new Terminal(`${process.execPath} ${PROGRAM} play tracks/alerts --plain --speed 10`);
    await terminal.shows(/step 1 of 3/);
  });
  afterEach(() => terminal.close());

  test('a step is done by pressing only what the screen says', async () => {
    terminal.type('1', 'Enter');
    await terminal.shows(/policy\.globalnetworkset created/);
    terminal.type('2', 'Enter');
    await terminal.shows(/empty-networkset created/);
    terminal.type('next', 'Enter');
    await terminal.shows(/Press Enter to let it run/);
    terminal.type('Enter');
    await terminal.shows(/step 2 of 3/);
  });

  test('Ctrl-C ends the running command, not the session', async () => {
    terminal.type('sleep 1000', 'Enter');
    await terminal.shows(/Press Enter to let simulated time run/);
    terminal.type('C-c');
    terminal.type('echo rc=$?', 'Enter');
    await terminal.shows(/rc=130/);
  });

  test('a long command can be let run by Enter', async () => {
    terminal.type('sleep 3000; echo awake', 'Enter');
    await terminal.shows(/Press Enter to let simulated time run/);
    terminal.type('Enter');
    await terminal.shows(/^awake/m);
  });

  test('quit says how to come back', async () => {
    terminal.type('quit', 'Enter');
    await terminal.shows(/Go on with: firedrill play tracks\/alerts/);
    await terminal.shows(/left with 0/);
  });
});
