export { githubAnnotations } from './github-annotations.ts';
export { junit } from './junit.ts';
export type { Case, Remark, Suite } from './suite.ts';
export { tap } from './tap.ts';
export { stepLines, summary, trackHeader } from './text-report.ts';
export { trackSuite } from './track-suite.ts';
