import { checkSource } from './ask-step.ts';
import type { BlockOutcome } from './block-run.ts';
import type { CheckResult } from './check-result.ts';
import { fillVariables } from './fill-variables.ts';
import type { LabStep } from './lab.ts';
import { Session } from './session.ts';
import type { SessionOptions } from './session-options.ts';

export type Strategy = 'blocks' | 'solve';

export interface VerifyOptions {
  strategy: Strategy;
  /** Leaves out the check that must fail. */
  skipFailCheck: boolean;
  /** Goes on after a failed step. */
  keepGoing: boolean;
  /** Real time for reports (ms). */
  realNow(): number;
  /** What the terminal has shown since it was last asked. */
  takeOutput(): string;
  onStep?(report: StepReport): void;
}

export interface BlockReport {
  number: number;
  position: { file: string; line: number };
  outcome: BlockOutcome;
  /** The end of what it printed. */
  output: string;
}

/** Which step, and where its text begins. */
interface StepPlace {
  number: number;
  id: string;
  title: string;
  challenge: string;
  file: string;
  line: number;
}

export interface StepReport extends StepPlace {
  blocks: readonly BlockReport[];
  source: CheckResult['source'];
  /** Alerts applied by now that must have fired by the end of a later step. */
  owed: readonly { alert: string; due: number }[];
  /** The check before anything was done; absent when it was left out. */
  before?: CheckResult;
  /** The check after; absent when a block failed first. */
  after?: CheckResult;
  /** verified: failed before, passed after; unchecked: ran, nothing to check. */
  outcome: 'verified' | 'unchecked' | 'failed';
  /** Why it failed, for people. */
  problems: readonly string[];
  /** Milliseconds. */
  simulated: number;
  real: number;
}

export interface TrackReport {
  track: string;
  title: string;
  source: string;
  environment: string;
  strategy: Strategy;
  steps: readonly StepReport[];
  /** Steps that were not reached. */
  notRun: number;
  unreached: readonly StepPlace[];
  simulated: number;
  real: number;
}

/** Plays a track without a screen: every check must fail before, every block must run, every check must pass after. */
export async function verifyTrack(options: SessionOptions, verify: VerifyOptions): Promise<TrackReport> {
  const session = new Session(options);
  const began = { simulated: session.target.now, real: verify.realNow() };
  const steps: StepReport[] = [];
  await session.open();
  let atStart: CheckResult | undefined;
  let challenge: LabStep['challenge'] | undefined;
  while (session.current) {
    if (session.current.challenge !== challenge) {
      challenge = session.current.challenge;
      atStart = await askChallenge(session, challenge, verify);
    }
    // A solve script does a whole challenge at once: only its last step has something to check.
    if (verify.strategy === 'solve' && !session.current.last) {
      await session.next('solved');
      continue;
    }
    const report = await verifyStep(session, options, verify, atStart);
    steps.push(report);
    verify.onStep?.(report);
    if (report.outcome === 'failed' && !verify.keepGoing) break;
    await session.next(report.outcome === 'verified' ? 'passed' : 'unchecked');
  }
  const unreached = session.state.finished ? [] : session.labSteps.slice(session.state.current);
  return {
    track: session.track.slug,
    title: session.track.title,
    source: session.track.source,
    environment: session.target.name,
    strategy: verify.strategy,
    steps,
    notRun: unreached.length,
    unreached: unreached.map(placeOf),
    simulated: session.target.now - began.simulated,
    real: verify.realNow() - began.real,
  };
}

/**
 * What a challenge's own check says before its first step. It is asked after the last one, and by then the steps before
 * have done part of what it looks for. Undefined where the last step's check is what has to fail.
 */
async function askChallenge(
  session: Session,
  challenge: LabStep['challenge'],
  verify: VerifyOptions,
): Promise<CheckResult | undefined> {
  const last = session.labSteps.findLast((labStep) => labStep.challenge === challenge)!;
  if (challenge.scripts.check.length === 0 || last.step.check || !mustFail(session, last, verify)) return undefined;
  return session.ask({ frozen: true }, last);
}

async function verifyStep(
  session: Session,
  options: SessionOptions,
  verify: VerifyOptions,
  atStart: CheckResult | undefined,
): Promise<StepReport> {
  const labStep = session.current!;
  const { step } = labStep;
  const began = { simulated: session.target.now, real: verify.realNow() };
  const source = checkSource(labStep, options.obligations);
  const problems: string[] = [];

  const before =
    source === 'none' || !mustFail(session, labStep, verify)
      ? undefined
      : ((labStep.last ? atStart : undefined) ?? (await session.ask({ frozen: true })));
  if (before?.verdict === 'passed') {
    const said = before.message ? ` (${before.message})` : '';
    problems.push(`the check passes before anything is done${said}: it cannot tell work from idleness`);
  }
  if (before?.verdict === 'broken') problems.push(before.message);

  const blocks = await doTheWork(session, labStep, verify, problems);
  const after = problems.length > 0 && before?.verdict === 'broken' ? undefined : await session.check();
  if (after && after.verdict !== 'passed') problems.push(sentence(after));

  return {
    ...placeOf(labStep),
    blocks,
    source,
    owed: options.obligations
      .filter(({ opened, due }) => opened <= step.number && step.number < due)
      .map(({ alert, due }) => ({ alert, due })),
    before,
    after,
    outcome: problems.length > 0 ? 'failed' : source === 'none' ? 'unchecked' : 'verified',
    problems,
    simulated: session.target.now - began.simulated,
    real: verify.realNow() - began.real,
  };
}

function placeOf({ step, challenge }: LabStep): StepPlace {
  const { number, id, title, range } = step;
  return { number, id, title, challenge: challenge.slug, file: challenge.file, line: range.start.line };
}

function mustFail(session: Session, { step }: LabStep, { skipFailCheck }: VerifyOptions): boolean {
  return !skipFailCheck && stepOverride(session, step.id)?.expectFail !== false;
}

function stepOverride(session: Session, id: string) {
  const { steps } = session.track.sidecar;
  return steps[id] ?? steps[id.slice(0, 2)] ?? steps[String(Number(id.slice(0, 2)))];
}

async function doTheWork(
  session: Session,
  { step }: LabStep,
  { strategy, takeOutput }: VerifyOptions,
  problems: string[],
): Promise<BlockReport[]> {
  if (strategy === 'solve') {
    if (!(await session.solve())) problems.push('there is no solve script for this challenge');
    return [];
  }
  const reports: BlockReport[] = [];
  for (const block of step.blocks.filter(({ runnable }) => runnable)) {
    takeOutput();
    const { text } = block.code;
    const filled = fillVariables(text, session.track, session.target);
    const outcome = await session.runBlock(block, filled === text ? undefined : filled);
    const output = lastLines(takeOutput());
    reports.push({
      number: block.number,
      position: { file: session.current!.challenge.file, line: block.position.line },
      outcome,
      output,
    });
    if (outcome.failed) {
      problems.push(
        [`block ${block.number} (line ${block.position.line}): ${outcome.because}`, output].filter(Boolean).join('\n'),
      );
    }
  }
  return reports;
}

const SHOWN_LINES = 8;

function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
}

/** A check's finding with what to do about it. */
function sentence({ message, advice }: CheckResult): string {
  return advice ? `${message}\n${advice}` : message;
}
