import type { Process } from './process.ts';

const reading = new WeakMap<object, Process[]>();

/** Notes that a shell is typed into, on whichever machine of this clock; what is returned takes the note away. */
export function enterForeground(process: Process): () => void {
  const { clock } = process.computer.machine;
  const shells = reading.get(clock) ?? [];
  reading.set(clock, shells);
  shells.push(process);
  return () => {
    const at = shells.indexOf(process);
    if (at >= 0) shells.splice(at, 1);
  };
}

/** The innermost shell the line of `process` has opened and that is still typed into; itself when there is none. */
export function foregroundOf(process: Process): Process {
  const shells = reading.get(process.computer.machine.clock) ?? [];
  return shells.findLast((shell) => shell.input !== undefined && shell.input === process.input) ?? process;
}
