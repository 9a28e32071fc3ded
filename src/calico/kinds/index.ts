import type { Kind } from '../../cluster/index.ts';
import { globalAlertKind, globalAlertTemplateKind } from './global-alert-kinds.ts';
import { plainKinds } from './plain-kinds.ts';

export { alertProblems } from './alert-problems.ts';
export type { Condition, GlobalAlertSpec, Metric } from './global-alert-spec.ts';
export { operatorAlertTemplates } from './operator-alert-templates.ts';
export { renderTemplate } from './render-template.ts';
export { AUDITED_RESOURCES, resourceMeant } from './resource-meant.ts';

/** The kinds of this folder, for `createCluster`. */
export const calicoKinds: readonly Kind[] = [globalAlertKind, globalAlertTemplateKind, ...plainKinds];
