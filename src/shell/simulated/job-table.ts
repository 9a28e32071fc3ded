import type { Process } from './process.ts';

export interface Job {
  number: number;
  process: Process;
  /** The command line, as `jobs` prints it. */
  text: string;
  /** Resolves with its exit code. */
  end: Promise<number>;
  code: number | undefined;
}

/** The background jobs of one shell, numbered from 1. */
export class JobTable {
  readonly #jobs: Job[] = [];
  /** Exit codes of jobs that were reported and forgotten, by process id: `wait $p` still answers. */
  readonly #ended = new Map<number, number>();

  add(process: Process, text: string, run: () => Promise<number>): Job {
    const number = (this.#jobs.at(-1)?.number ?? 0) + 1;
    const job: Job = { number, process, text, end: Promise.resolve(0), code: undefined };
    job.end = run().then((code) => {
      job.code = code;
      this.#ended.set(process.pid, code);
      return code;
    });
    this.#jobs.push(job);
    return job;
  }

  get all(): readonly Job[] {
    return this.#jobs;
  }

  get running(): Job[] {
    return this.#jobs.filter((job) => job.code === undefined);
  }

  /** `%1`, `%%`, `%+`, `%-`, `%name`, or a process id. */
  find(name: string): Job | undefined {
    if (!name.startsWith('%')) return this.#jobs.find((job) => String(job.process.pid) === name);
    const key = name.slice(1);
    if (key === '' || key === '%' || key === '+') return this.#jobs.at(-1);
    if (key === '-') return this.#jobs.at(-2) ?? this.#jobs.at(-1);
    if (/^\d+$/.test(key)) return this.#jobs.find((job) => String(job.number) === key);
    return this.#jobs.find((job) => job.text.startsWith(key));
  }

  /** The exit code of a job that has ended, whether or not it is still listed. */
  codeOf(pid: string): number | undefined {
    return this.#ended.get(Number(pid));
  }

  forget(job: Job): void {
    const index = this.#jobs.indexOf(job);
    if (index >= 0) this.#jobs.splice(index, 1);
  }
}
