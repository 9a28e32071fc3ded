export { findMentions } from './find-mentions.ts';
export { findObligations } from './find-obligations.ts';
export { loadTrack } from './load/load-track.ts';
export { referencePath } from './reference-path.ts';
export type { ManifestRule } from './rules/rule.ts';
export { substituteVariables } from './substitute-variables.ts';
export { TrackError } from './track-error.ts';
export type * from './types.ts';
export { validateTree, validationRules } from './validate-tree.ts';
