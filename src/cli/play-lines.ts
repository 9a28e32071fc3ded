import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { type LineSource, lineSource, playPlain, safeOutput, wrapLine } from '../plain/index.ts';
import type { Session } from '../runner/index.ts';
import { packageRoot } from '../sandbox/index.ts';
import { lineTexts as texts } from '../texts/index.ts';
import { paletteOf } from '../theme/index.ts';
import { UsageError } from './failure.ts';
import { languageOf } from './language.ts';
import { load } from './load.ts';
import { closeSession, journalOf, openSession, type PlayOptions, resumeCommand } from './open-session.ts';

/** Follows a track in plain mode, going on where an earlier sitting stopped. Resolves with the exit code. */
export async function playLines(path: string | undefined, options: PlayOptions): Promise<number> {
  const live = process.stdin.isTTY === true;
  let completer: Completer = (line) => [[], line];
  const source = createInterface({
    input: process.stdin,
    output: live ? process.stdout : undefined,
    terminal: live,
    completer: (line: string) => completer(line),
  });
  const lines = lineSource(source);
  const plain = options.screenReader || process.stdout.isTTY !== true;
  const palette = plain ? undefined : paletteOf(process.env, options.theme);
  // Titles and texts of a track are as little ours as what its commands print.
  const safe = { stdout: safeOutput(), stderr: safeOutput() };
  const width = () => Math.max(20, Math.min(process.stdout.columns ?? 80, 100));
  // Where nobody looks at a screen a line is as long as it is.
  const fitted = (line: string) => (plain ? line : wrapLine(line, width()));
  const say = (text: string) => void process.stdout.write(safe.stdout(text).split('\n').map(fitted).join('\n'));
  try {
    const loaded = load(path ?? (await choose(lines, say)), languageOf(process.env, options.language));
    const journal = journalOf(loaded, options);
    const opened = await openSession(loaded, options, journal, {
      live,
      gone: () => lines.ended,
      output: (_, { stream, text }) => void process[stream].write(safe[stream](text)),
    });
    completer = await completerOf(opened.session);
    try {
      await opened.session.open();
      say(`${greeting(opened)}\n`);
      return await playPlain({
        lab: opened.lab,
        session: opened.session,
        lines,
        say,
        get width() {
          return width();
        },
        color: palette !== undefined,
        palette,
        live: live && options.speed !== 'max',
        resume: resumeCommand(loaded.track.source, options),
        resumed: opened.past !== undefined,
        draft: opened.drafts[opened.session.terminal],
        onDraft: (text) => opened.session.keepDraft(opened.session.terminal, text),
      });
    } finally {
      closeSession(opened, journal);
    }
  } finally {
    lines.close();
  }
}

type Completer = (line: string) => [string[], string];

/** What Tab makes of the line: commands, names and files of the world one is in; nothing while a program reads. */
async function completerOf(session: Session): Promise<Completer> {
  const { complete } = await import('../complete/index.ts');
  return (line) => {
    const { target, terminal } = session;
    const { running, surroundings } = target.terminal(terminal);
    const { from, candidates } = running
      ? { from: 0, candidates: [] }
      : complete(line, line.length, { surroundings, cluster: target.cluster });
    return [candidates.map(({ text }) => text), line.slice(from)];
  };
}

/** A numbered list of the shipped tracks, for whoever names none. */
async function choose(lines: LineSource, say: (text: string) => void): Promise<string> {
  const folder = join(packageRoot(), 'tracks');
  const tracks = readdirSync(folder).sort();
  say(tracks.map((name, index) => `${index + 1}  ${name}\n`).join(''));
  lines.prompt(texts.whichTrack);
  const answer = (await lines.next())?.trim() ?? '';
  const chosen = tracks[Number(answer) - 1] ?? tracks.find((name) => name === answer);
  if (chosen === undefined) throw new UsageError(texts.noSuchTrack(answer, tracks.length));
  return relative(process.cwd(), join(folder, chosen)) || '.';
}

function greeting({ session, past, sameWorld, lab }: Awaited<ReturnType<typeof openSession>>): string {
  const { current, finished } = session.state;
  if (finished) return texts.already(session.track.title);
  const of = session.labSteps.length;
  if (past)
    return [...(sameWorld ? [] : [texts.otherVersion(past.header.firedrill)]), texts.resumed(current, of)].join('\n');
  const found = lab.because ? [texts.found(session.target.name, lab.because)] : [];
  return [texts.welcome, ...found].join('\n');
}
