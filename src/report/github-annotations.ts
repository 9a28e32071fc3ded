import { cleanText } from './clean-text.ts';
import type { Remark, Suite } from './suite.ts';

/** Workflow commands of GitHub Actions: an annotation at its file and line for each remark. */
export function githubAnnotations(suites: readonly Suite[]): string {
  return suites.flatMap(({ cases }) => cases.flatMap(({ remarks }) => remarks.map(annotation))).join('');
}

function annotation({ severity, file, line, column, title, text }: Remark): string {
  const properties = Object.entries({ file, line, col: column, title })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`)
    .join(',');
  return `::${severity} ${properties}::${data(text)}\n`;
}

function data(text: string): string {
  return cleanText(text).replace(/%/g, '%25').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
