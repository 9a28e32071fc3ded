import { whatIsOpen } from '../advice/index.ts';
import { loadRenderer, type MarkdownRenderer } from '../markdown/index.ts';
import { type CheckResult, checkSource, type Lab, quizOf, type Session } from '../runner/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import { askQuiz } from './ask-quiz.ts';
import { checkWords } from './check-words.ts';
import { describeAlerts } from './describe-alerts.ts';
import { fillBlock } from './fill-block.ts';
import { findBlock } from './find-block.ts';
import { nextHint } from './hints.ts';
import type { LineSource } from './line-source.ts';
import { notePages } from './note-pages.ts';
import { runCheck } from './run-check.ts';
import { type Foreground, runForeground } from './run-foreground.ts';
import { closingPage, type PageOptions, stepPage } from './step-page.ts';

export interface PlainOptions {
  lab: Lab;
  session: Session;
  lines: LineSource;
  say(text: string): void;
  /** Cells. */
  width: number;
  color: boolean;
  palette?: PageOptions['palette'];
  /** True: a person sits there, time runs by the real clock, Enter lets it run faster. */
  live: boolean;
  /** The command that brings the learner back. */
  resume: string;
  /** An earlier sitting goes on: its notes were read then. */
  resumed?: boolean;
  /** The line that was being typed when the last sitting ended. */
  draft?: string;
  /** Keeps the line being typed, as it stands. */
  onDraft?(text: string): void;
}

/** Plays a track by lines and numbers. Resolves with the exit code when the track is finished or the input ends. */
export async function playPlain(options: PlainOptions): Promise<number> {
  return new PlainPlay(options, await loadRenderer()).play();
}

class PlainPlay {
  readonly #options: PlainOptions;
  readonly #foreground: Foreground;
  readonly #render: MarkdownRenderer;

  constructor(options: PlainOptions, render: MarkdownRenderer) {
    const { lab, lines, live } = options;
    this.#options = options;
    this.#render = render;
    this.#foreground = {
      target: lab.target,
      pace: lab.pace,
      lines,
      offerTime: live && lab.pace.hurry ? () => this.#line(texts.stillRunning) : undefined,
      command: async (word, prompt) => {
        this.#line('');
        await this.#command(word);
        options.say(prompt());
      },
    };
  }

  async play(): Promise<number> {
    const { session, lines, live, draft = '', onDraft } = this.#options;
    const shell = () => session.target.terminal(session.terminal);
    lines.onInterrupt(() => void (shell().running ? session.target.interrupt(session.terminal) : this.#interrupt()));
    // The end of what a program reads, as of a shell in a pod, is not the end of the session.
    lines.onEnd(() => {
      const { running, wantsInput } = shell();
      if (wantsInput) void session.target.keys(session.terminal, null);
      return running;
    });
    if (!this.#options.resumed) this.#showNotes();
    this.#showStep();
    await this.#goOn();
    const typed = draft.lastIndexOf('\n') + 1;
    let pending = draft.slice(0, Math.max(0, typed - 1));
    if (pending !== '') this.#line(`> ${pending.replaceAll('\n', '\n  ')}`);
    lines.prefill(draft.slice(typed));
    lines.onTyping((line) => {
      const { running, innerPrompt } = shell();
      // What a program asks for may be a password.
      if (!running || innerPrompt !== undefined) onDraft?.(joined(pending, line));
    });
    while (session.current) {
      lines.prompt(pending === '' ? '> ' : '  ');
      const line = await lines.next();
      this.#interrupts = line === undefined ? this.#interrupts : 0;
      if (line === undefined) break;
      // A terminal shows what is typed; a pipe's transcript should be as readable.
      if (!live) this.#line(`${pending === '' ? '> ' : '  '}${line}`);
      const text = joined(pending, line);
      if (pending === '' && (await this.#command(line.trim())) === 'done') continue;
      if (this.#left) break;
      pending = shell().isIncomplete(text) ? text : '';
      if (pending !== '') onDraft?.(`${pending}\n`);
      else if (text.trim() !== '') {
        await this.#run(session.runLine(text));
        this.#advise();
      }
    }
    if (pending !== '') this.#line(texts.unfinished(whatIsOpen(pending)));
    return this.#goodbye();
  }

  #left = false;
  /** Ctrl-C at an idle prompt: the first drops the line, the second in a row leaves. */
  #interrupts = 0;

  #interrupt(): void {
    const { lines } = this.#options;
    this.#interrupts = lines.clear() ? 1 : this.#interrupts + 1;
    if (this.#interrupts > 1) lines.close();
    else this.#line(`\n${texts.onceMore}`);
  }

  /** `done` when the line was one of ours; `theirs`: it is for the shell. */
  async #command(word: string): Promise<'done' | 'theirs'> {
    const { lab } = this.#options;
    if (/^\d+$/.test(word)) await this.#runBlock(word);
    else if (word === 'check' || word === 'c') await this.#checkOnly();
    else if (word === 'next' || word === 'n') await this.#next();
    else if (word === 'skip') await this.#skip();
    else if (word === 'solve') await this.#solve();
    else if (word === 'undo' || word === 'u') await this.#undo();
    else if (word === 'reset') await this.#reset();
    else if (word === 'hint' || word === 'h') this.#line(nextHint(this.#options, this.#render));
    else if (word === 'task' || word === 'text' || word === 't') this.#showStep();
    else if (word === 'alerts' || word === 'a') this.#line(describeAlerts(lab.alerts) || texts.noAlerts);
    else if (word === 'help' || word === '?') this.#line(texts.help);
    else if (word === 'quit' || word === 'q') {
      this.#left = true;
      return 'theirs';
    } else return word === '' ? 'done' : 'theirs';
    return 'done';
  }

  async #runBlock(word: string): Promise<void> {
    const { session } = this.#options;
    const block = findBlock(session.current!.step.blocks, word);
    if (typeof block === 'string') {
      this.#line(block);
      return;
    }
    const text = await fillBlock(block.code.text, session, this.#options.lines);
    if (text === undefined) {
      this.#line(texts.notRun);
      return;
    }
    const { failed, because } = await this.#run(session.runBlock(block, text === block.code.text ? undefined : text));
    if (failed) this.#line(texts.blockFailed(block.number, because!));
    this.#advise();
  }

  #advise(): void {
    const advice = this.#options.session.advice();
    if (advice) this.#line(texts.advice(advice));
  }

  async #checkOnly(): Promise<void> {
    const { verdict } = await this.#check();
    if (verdict === 'passed') this.#line(texts.stepDone);
  }

  async #check(): Promise<CheckResult> {
    const { session, lab, lines, live } = this.#options;
    const say = (text: string) => this.#line(text);
    const quiz = quizOf(session.current, lab.obligations);
    const result = quiz
      ? session.answer((await askQuiz(quiz.answers, lines, say)) ?? [])
      : await runCheck({ session, pace: lab.pace, lines, live, say });
    this.#line(checkWords(result));
    return result;
  }

  async #next(): Promise<void> {
    const { session, lab } = this.#options;
    const { state } = session;
    const quiz = quizOf(session.current, lab.obligations);
    if (quiz && state.steps[state.current - 1]!.lastCheck?.verdict === 'passed') return this.#leave('passed');
    if (!quiz && checkSource(session.current!, lab.obligations) === 'none') {
      await this.#leave('unchecked');
      return;
    }
    // What passed earlier may be broken by now: the check is asked again.
    const result = await this.#check();
    if (result.verdict !== 'passed') {
      this.#line(texts.refuse);
      return;
    }
    const solved = session.state.solved.includes(session.current!.challenge.slug);
    await this.#leave(solved ? 'solved' : 'passed');
  }

  async #skip(): Promise<void> {
    if (!(await this.#agrees(texts.askSkip))) return;
    this.#line(texts.skipped);
    await this.#leave('skipped');
  }

  async #leave(how: 'passed' | 'unchecked' | 'solved' | 'skipped'): Promise<void> {
    const { session } = this.#options;
    const before = session.current?.challenge;
    await session.next(how);
    if (session.current?.challenge !== before) this.#showNotes();
    this.#showStep();
  }

  /** What changes much is asked first. */
  async #agrees(question: string): Promise<boolean> {
    const { lines } = this.#options;
    this.#line(question);
    lines.prompt('> ');
    const answer = (await lines.next())?.trim().toLowerCase() ?? '';
    const agreed = texts.agreements.includes(answer);
    if (!agreed) this.#line(texts.notDone);
    return agreed;
  }

  async #solve(): Promise<void> {
    const { session } = this.#options;
    const { solve } = session.current!.challenge.scripts;
    if (solve.length > 0 && !(await this.#agrees(texts.askSolve))) return;
    if (!(await session.solve())) {
      this.#line(session.target.lifecycleRefusal ?? texts.noSolution);
      return;
    }
    this.#line(texts.solved);
  }

  async #undo(): Promise<void> {
    const { session } = this.#options;
    const { current, target } = session;
    if (!target.rewind) {
      this.#line(texts.nothingBack);
      return;
    }
    const what = await session.undo();
    this.#line(what === undefined ? texts.nothingToUndo : texts.undone(what));
    if (session.current !== current) this.#showStep();
    await this.#goOn();
  }

  async #reset(): Promise<void> {
    const { session } = this.#options;
    if (!session.target.rewind) {
      this.#line(texts.nothingBack);
      return;
    }
    if (!(await this.#agrees(texts.askReset))) return;
    const done = await session.resetStep();
    this.#line(done ? texts.reset : texts.nothingToUndo);
    if (done) await this.#goOn();
  }

  /** Stays with what an earlier sitting, or the world before an undo, left running. */
  async #goOn(): Promise<void> {
    const work = this.#options.session.continue();
    if (!work) return;
    this.#line(texts.goesOn);
    await this.#run(work);
  }

  #showNotes(): void {
    for (const page of notePages(this.#options, this.#render)) this.#line(page);
  }

  #showStep(): void {
    if (this.#options.session.current) this.#line(stepPage(this.#options, this.#render));
  }

  #goodbye(): number {
    const { session, resume, lines } = this.#options;
    const { state, labSteps } = session;
    lines.close();
    if (state.finished) {
      this.#line(closingPage(this.#options, this.#render));
      return 0;
    }
    this.#line(texts.goodbye(state.current, labSteps.length, resume));
    return this.#interrupts > 1 ? 130 : 0;
  }

  #run<T>(work: Promise<T>): Promise<T> {
    return runForeground(work, this.#options.session.terminal, this.#foreground);
  }

  #line(text: string): void {
    this.#options.say(`${text}\n`);
  }
}

function joined(pending: string, line: string): string {
  return pending === '' ? line : `${pending}\n${line}`;
}
