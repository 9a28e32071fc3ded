import { foreignLanguage, type Obligation, type Script } from '../track/index.ts';
import { type CheckResult, combine } from './check-result.ts';
import { derivedCheck } from './derived-check.ts';
import { knownHost, type Lab, type LabStep, scriptEnvironment } from './lab.ts';
import { readScriptCheck } from './script-check.ts';
import type { SessionState } from './state.ts';

/** A check script's own limit, in milliseconds of its running time. */
const SCRIPT_LIMIT = 60_000;

/** Where a step's verdict comes from: its script, else what the text implies, else nothing. */
export function checkSource(
  { step, challenge, last }: LabStep,
  obligations: readonly Obligation[],
): CheckResult['source'] {
  if (step.check || (last && challenge.scripts.check.length > 0)) return 'script';
  return obligations.some(({ due }) => due === step.number) ? 'derived' : 'none';
}

/** Asks a step's check once. */
export async function askStep(
  lab: Lab,
  labStep: LabStep,
  state: SessionState,
  { frozen = false } = {},
): Promise<CheckResult> {
  const { step, challenge, last } = labStep;
  const scripts = [...(step.check ? [step.check] : []), ...(last ? challenge.scripts.check : [])];
  if (scripts.length > 0) return combine(await askScripts(lab, scripts, step.number, state, frozen));
  const due = lab.obligations.filter((obligation) => obligation.due === step.number);
  if (due.length === 0) return { verdict: 'passed', source: 'none', message: 'no check', alerts: [] };
  return combine(
    await Promise.all(
      due.map((obligation) => derivedCheck(obligation, state.steps[obligation.opened - 1]?.startedAt ?? 0, lab.alerts)),
    ),
  );
}

/** One after the other; the first that does not pass ends the round. */
async function askScripts(
  lab: Lab,
  scripts: readonly Script[],
  step: number,
  state: SessionState,
  frozen: boolean,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const script of scripts) {
    const result = await askScript(lab, script, step, state, frozen);
    results.push(result);
    if (result.verdict !== 'passed') break;
  }
  return results;
}

async function askScript(
  { target, track, pace }: Lab,
  script: Script,
  step: number,
  state: SessionState,
  frozen: boolean,
): Promise<CheckResult> {
  const foreign = foreignLanguage(script.text);
  if (foreign) {
    const message = `${script.file} asks for ${foreign}; checks are run by bash`;
    return { verdict: 'broken', source: 'script', message, alerts: [] };
  }
  const env = {
    ...scriptEnvironment(track),
    FIREDRILL_STEP_STARTED: clusterTime(state.steps[step - 1]?.startedAt ?? state.startedAt),
    FIREDRILL_SESSION_STARTED: clusterTime(state.startedAt),
  };
  const call = { host: knownHost(target, script.host), name: script.file, text: script.text, env };
  if (frozen) return readScriptCheck(await pace.run(target.frozenScript(call)), script.file, target.now);
  const stop = new AbortController();
  const work = target.script({ ...call, cause: 'track' }, stop.signal);
  try {
    const result = await pace.run(work, target.now + SCRIPT_LIMIT);
    return readScriptCheck(result, script.file, target.now);
  } catch (error) {
    if ((error as Error).name !== 'Stalled') throw error;
    stop.abort(new Error('interrupted'));
    await pace.run(work.catch(() => {}));
    return {
      verdict: 'broken',
      source: 'script',
      message: `${script.file} took longer than ${SCRIPT_LIMIT / 1_000} s; a check answers at once and leaves waiting to firedrill`,
      alerts: [],
    };
  }
}

function clusterTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
