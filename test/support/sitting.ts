import { Journal, openLab, Session } from '../../src/runner/index.ts';
import { type Pace, paceOf, type Sandbox } from '../../src/sandbox/index.ts';
import { loadTrack } from '../../src/track/index.ts';
import { memoryTree } from './file-trees.ts';

export interface Sitting {
  sandbox: Sandbox;
  session: Session;
  journal: Journal;
  /** Objects of the cluster, log rows, events and everything the terminals printed: equal worlds, equal text. */
  dump(): string;
  printed(): string;
}

const HEADER = { firedrill: 'test', track: 'track', title: 'Track', source: '.', steps: 0 };

/** Sits down to a track given by its files, going on where the journal in `folder` ends. Time runs free. */
export async function sitDown(files: Record<string, string>, folder: string): Promise<Sitting> {
  const track = loadTrack(memoryTree(files), '', {});
  const journal = new Journal(folder, 'a');
  const past = journal.read();
  const printed: string[] = [];
  const lab = await openLab({
    track,
    trackFile: (path) => files[path],
    environment: 'hipstershop',
    helpers: {},
    record: (input) => journal.input(input),
    onOutput: (terminal, { stream, text }) => printed.push(`${terminal} ${stream} ${text}`),
  });
  const { sandbox } = lab;
  if (past) await sandbox.replay(past.inputs, past.until);
  else journal.begin({ ...HEADER, environment: 'hipstershop', seed: 1, start: sandbox.start });
  const session = new Session({
    ...lab,
    pace: unhurried(paceOf(sandbox, 'max')),
    past: past?.events,
    history: past?.history,
    record: (event) => journal.event(event),
    rewound: (point) => {
      printed.length = 0;
      journal.rewind(point);
    },
  });
  await session.continue();
  await session.open();
  return { session, sandbox, journal, dump, printed: () => printed.join('') };

  function dump(): string {
    const { cluster, engine, now } = sandbox;
    const objects = cluster.kinds.all.flatMap(({ plural, group }) =>
      cluster.store.list(group === '' ? plural : `${plural}.${group}`),
    );
    const rows = (['flows', 'dns', 'audit'] as const).map((dataSet) => engine.calico.logs.all(dataSet));
    const events = engine.calico.events.list();
    return JSON.stringify({ objects, rows, events, printed: printed.join(''), now });
  }
}

/** Without the time a person takes to read: a line broken off before it came in is then no different from a later one. */
function unhurried(pace: Pace): Pace {
  return { ...pace, read: async () => {} };
}
