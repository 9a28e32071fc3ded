import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describeExplanation } from '../calico/index.ts';
import { Journal, listSessions, openLab } from '../runner/index.ts';
import type { Sandbox } from '../sandbox/index.ts';
import { UsageError } from './failure.ts';
import { checkHelpers, load } from './load.ts';
import { stateFolder } from './state-folder.ts';
import { version } from './version.ts';

export interface ExplainOptions {
  session?: string;
  json?: boolean;
}

/** Says of an alert in a kept session why it fired, or why not yet. 0 when it fired, else 1. The session stays as it is. */
export async function explain(alert: string, options: ExplainOptions): Promise<number> {
  const sandbox = await rebuild(options.session ?? newestSession());
  const explanation = sandbox.securityEvents.explain(alert, { causedByInput: true });
  const stored = sandbox.cluster.store.get('globalalerts.projectcalico.org', undefined, alert);
  const text = options.json
    ? `${JSON.stringify(explanation, undefined, 2)}\n`
    : describeExplanation(explanation, stored, sandbox.now);
  process.stdout.write(text);
  return explanation.verdict === 'fired' ? 0 : 1;
}

/** The world a session's inputs led to, made again: nothing is recorded and nothing shown on the way. */
async function rebuild(id: string): Promise<Sandbox> {
  const past = listSessions(stateFolder()).includes(id) ? new Journal(stateFolder(), id).read() : undefined;
  if (!past) throw new UsageError(`there is no session ${id}; there ${known()}`);
  const { header } = past;
  if (header.context !== undefined) {
    throw new UsageError(
      `session ${id} was played against the cluster of context ${header.context}; only its check, or its manager, can say`,
    );
  }
  if (header.firedrill !== version()) {
    throw new UsageError(
      `session ${id} was played with firedrill ${header.firedrill}, and only that version can rebuild it; this is ${version()}`,
    );
  }
  const { track, trackFile } = load(header.source);
  const { sandbox } = await openLab({
    track,
    trackFile,
    environment: header.environment,
    seed: header.seed,
    start: header.start,
    helpers: checkHelpers(),
    record: () => {},
  });
  await sandbox.replay(past.inputs, past.until);
  return sandbox;
}

function newestSession(): string {
  const played = (id: string): number => statSync(join(stateFolder(), `${id}.jsonl`)).mtimeMs;
  const newest = listSessions(stateFolder()).sort((left, right) => played(right) - played(left))[0];
  if (newest === undefined) throw new UsageError('there is no session yet; play a track first: firedrill play');
  return newest;
}

function known(): string {
  const ids = listSessions(stateFolder());
  return ids.length === 0 ? 'is none yet' : `${ids.length === 1 ? 'is' : 'are'} ${ids.join(', ')}`;
}
