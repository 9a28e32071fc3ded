import { lineOf } from './blocks/block-position.ts';
import { appliedManifests, type WrittenFiles } from './manifests/applied-manifests.ts';
import { manifestDocuments } from './manifests/manifest-documents.ts';
import type { Block, Obligation, Step } from './types.ts';

type Opened = Omit<Obligation, 'due'>;

/**
 * The GlobalAlerts a text applies, from here documents and from `-f` files and URLs read through `readHostFile`,
 * each with the step by whose end it must have fired: the last step with a runnable block before the
 * next step that applies a GlobalAlert, or the last of the document. Manifests that are no YAML are skipped.
 */
export function findObligations(
  steps: readonly Step[],
  readHostFile: (path: string) => string | undefined,
): Obligation[] {
  const written: WrittenFiles = new Map();
  const opened = steps.flatMap((step) => lastOfEachName(openedBy(step, readHostFile, written)));
  return opened.map((obligation) => ({ ...obligation, due: dueStep(obligation.opened, opened, steps) }));
}

function openedBy(step: Step, readHostFile: (path: string) => string | undefined, written: WrittenFiles): Opened[] {
  return step.blocks
    .filter((block) => block.runnable)
    .flatMap((block) =>
      appliedManifests(block.code.text, readHostFile, written).flatMap((applied) =>
        manifestDocuments(applied.text)
          .filter(({ kind, name }) => kind === 'GlobalAlert' && name !== '')
          .map(({ name, manifest, line }) => ({
            alert: name,
            manifest,
            opened: step.number,
            position: positionOf(block, applied.offset, line),
          })),
      ),
    );
}

/** Of the manifest's first line when it stands in the block, else of the block that applies its file. */
function positionOf(block: Block, offset: number | undefined, line: number): Obligation['position'] {
  if (offset === undefined) return block.position;
  return { line: block.position.line + lineOf(block.code.text, offset) + line - 1, column: block.position.column };
}

/** Applied twice in one step: the later manifest is the one that must fire. */
function lastOfEachName(opened: readonly Opened[]): Opened[] {
  return [...new Map(opened.map((obligation) => [obligation.alert, obligation])).values()];
}

function dueStep(from: number, opened: readonly Opened[], steps: readonly Step[]): number {
  const next = Math.min(...opened.map((other) => other.opened).filter((number) => number > from));
  const candidates = steps.filter(
    (step) => step.number >= from && step.number < next && step.blocks.some((block) => block.runnable),
  );
  return candidates.at(-1)?.number ?? from;
}
