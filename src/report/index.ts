export { stepLines, summary, trackHeader } from './text-report.ts';
