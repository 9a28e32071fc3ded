import { withLastApplied } from '../apply/last-applied.ts';
import type { Json } from '../client/api-client.ts';
import { Failure, throwCollected } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { resultPrinter } from '../printers/result.ts';
import { select, type Target } from '../selection.ts';
import { metadata } from './create-object.ts';
import { dryRunQuery } from './file-options.ts';
import { typedObject } from './patch-targets.ts';

/** `kubectl autoscale`. */
export async function autoscale(call: Invocation): Promise<void> {
  const [min, max] = [call.flags.int('min'), call.flags.int('max')];
  if (max < 1) throw new Failure(`--max=MAXPODS is required and must be at least 1, max: ${max}`);
  if (max < min) throw new Failure(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
  const print = await resultPrinter(call, true);
  const selection = await select(call);
  throwCollected(selection.failures);
  for (const target of selection.targets) {
    const wanted = autoscaler(call, target);
    const object = call.flags.bool('save-config') ? withLastApplied(wanted) : wanted;
    const path = `/apis/autoscaling/v1/namespaces/${encodeURIComponent(call.namespace)}/horizontalpodautoscalers`;
    const made = call.dryRun === 'client' ? object : await call.client.post(path, object, dryRunQuery(call));
    print(made, 'autoscaled');
  }
}

function autoscaler(call: Invocation, target: Target): Json {
  const { apiVersion, kind } = typedObject(target);
  const [min, cpu] = [call.flags.int('min'), call.flags.int('cpu-percent')];
  return {
    kind: 'HorizontalPodAutoscaler',
    apiVersion: 'autoscaling/v1',
    metadata: metadata(call, call.flags.string('name') || target.name),
    spec: {
      scaleTargetRef: { kind, name: target.name, apiVersion },
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: call.flags.int('max'),
      ...(cpu >= 0 ? { targetCPUUtilizationPercentage: cpu } : {}),
    },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  };
}
