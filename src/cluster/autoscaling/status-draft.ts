import type { JsonObject } from '../json-object.ts';
import type { ControllerContext, KubernetesObject } from '../types.ts';
import type { ConditionText } from './scaling-rules.ts';

export const AUTOSCALERS = 'horizontalpodautoscalers.autoscaling';

/** The autoscaler's next status, put together during one look. */
export class StatusDraft {
  readonly currentMetrics: JsonObject[] = [];
  lastScaleTime: string | undefined;
  readonly #autoscaler: KubernetesObject;
  readonly #replicas: number | undefined;
  readonly #at: string;
  readonly #conditions: JsonObject[];

  constructor(autoscaler: KubernetesObject, replicas: number | undefined, at: string) {
    this.#autoscaler = autoscaler;
    this.#replicas = replicas;
    this.#at = at;
    this.#conditions = [...(autoscaler['status']?.conditions ?? [])];
    this.lastScaleTime = autoscaler['status']?.lastScaleTime;
  }

  condition(type: string, text: ConditionText): void {
    const index = this.#conditions.findIndex((one) => one['type'] === type);
    const before = this.#conditions[index];
    const lastTransitionTime = before?.['status'] === text.status ? before.lastTransitionTime : this.#at;
    const condition = { type, ...text, lastTransitionTime };
    if (index < 0) this.#conditions.push(condition);
    else this.#conditions[index] = condition;
  }

  write({ store }: ControllerContext, desired: number | undefined): void {
    const { namespace, name } = this.#autoscaler.metadata;
    const known = this.currentMetrics.some((metric) => metric['type']);
    store.update(AUTOSCALERS, namespace, name, (copy) => {
      copy['status'] = {
        conditions: this.#conditions,
        currentMetrics: known ? this.currentMetrics : null,
        ...(this.#replicas === undefined ? {} : { currentReplicas: this.#replicas }),
        desiredReplicas: desired ?? copy['status']?.desiredReplicas ?? 0,
        ...(this.lastScaleTime ? { lastScaleTime: this.lastScaleTime } : {}),
      };
    });
  }
}
