import type { MarkdownDocument } from '../../markdown/index.ts';

/** A step's place in a text: lines `from`..`to`, inclusive, 1-based. */
export interface StepSpan {
  /** Empty: the step is the whole document, which its challenge names. */
  title: string;
  /** What its slug is made of. */
  name: string;
  from: number;
  to: number;
}

interface Candidate {
  title: string;
  name: string;
  from: number;
  to: number;
}

/**
 * Cuts a text into steps: the sections with a runnable block at the highest heading level that has
 * more than one such section; else the items of the numbered list; else everything is one step.
 * Text before a step belongs to it; text after the last step is the closing page.
 */
export function splitSteps(document: MarkdownDocument, runnableLines: readonly number[]): StepSpan[] {
  const lineCount = document.text.split('\n').length;
  const candidates = sectionCandidates(document, runnableLines, lineCount) ?? itemCandidates(document, runnableLines);
  if (!candidates) return [{ title: '', name: '', from: 1, to: lineCount }];
  const lastRunnable = runnableLines.at(-1) ?? 0;
  return candidates.map((candidate, index) => {
    const isLast = index === candidates.length - 1;
    const from = index === 0 ? 1 : candidates[index - 1]!.to + 1;
    const to = isLast && lastRunnable > candidate.to ? lineCount : candidate.to;
    return { ...candidate, from, to };
  });
}

function sectionCandidates(
  { headings }: MarkdownDocument,
  runnableLines: readonly number[],
  lineCount: number,
): Candidate[] | undefined {
  for (let level = 1; level <= 6; level += 1) {
    // What is deeper belongs to the section it stands in.
    const open = headings.filter((heading) => heading.level <= level);
    const sections = open.flatMap((heading, index): Candidate[] => {
      if (heading.level !== level) return [];
      const next = open[index + 1];
      const from = heading.range.start.line;
      return [{ title: heading.text, name: heading.text, from, to: next ? next.range.start.line - 1 : lineCount }];
    });
    const steps = sections.filter((section) => holdsAny(section, runnableLines));
    if (steps.length > 1) return steps;
  }
  return undefined;
}

function itemCandidates({ numbered }: MarkdownDocument, runnableLines: readonly number[]): Candidate[] | undefined {
  const items = numbered.map((item, index): Candidate => {
    const next = numbered[index + 1];
    const to = next ? next.range.start.line - 1 : item.range.end.line;
    return { title: item.text, name: firstWords(item.text, 5), from: item.range.start.line, to };
  });
  const steps = items.filter((item) => holdsAny(item, runnableLines));
  return steps.length > 0 ? steps : undefined;
}

/** `lines` are sorted. */
function holdsAny({ from, to }: Candidate, lines: readonly number[]): boolean {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low < lines.length && lines[low]! <= to;
}

function firstWords(text: string, count: number): string {
  return text.split(/\s+/).slice(0, count).join(' ');
}
