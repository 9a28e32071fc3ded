import type { Json } from '../client/api-client.ts';
import { resourcePath } from '../client/discovery.ts';
import { findResource } from '../client/resource-names.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { commandArguments, createObject, metadata, nameArgument, requireFlag } from './create-object.ts';

/** `kubectl create deployment`. */
export async function createDeployment(call: Invocation): Promise<void> {
  requireFlag(call, 'image');
  const name = nameArgument(call);
  const images = call.flags.list('image');
  const command = commandArguments(call);
  if (images.length > 1 && command.length > 0) throw new Failure('cannot specify multiple --image options and command');
  const port = call.flags.int('port');
  const labels = { app: name };
  const containers = images.map((image, index) => ({
    name: containerName(image),
    image,
    ...(command.length ? { command } : {}),
    ...(port > 0 && index === 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }));
  await createObject(
    call,
    {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: metadata(call, name, { labels }),
      spec: {
        replicas: call.flags.int('replicas'),
        selector: { matchLabels: labels },
        template: { metadata: { creationTimestamp: null, labels }, spec: { containers } },
        strategy: {},
      },
      status: {},
    },
    'failed to create deployment:',
  );
}

/** A container's name is its image's, without path, tag and digest. */
function containerName(image: string): string {
  return image
    .split('/')
    .at(-1)!
    .replace(/@.*$/, '')
    .replace(/:.*$/, '')
    .replace(/[^a-z0-9-]/gi, '-')
    .toLowerCase();
}

/** `kubectl create job`. */
export async function createJob(call: Invocation): Promise<void> {
  const name = nameArgument(call);
  const image = call.flags.string('image');
  const from = call.flags.string('from');
  if (Boolean(image) === Boolean(from)) throw new Failure('either --image or --from must be specified');
  const command = commandArguments(call);
  if (from && command.length > 0) throw new Failure('cannot specify --from and command');
  const spec = from ? await jobSpecOf(call, from) : { template: podTemplate(name, image, command, 'Never') };
  const job = { kind: 'Job', apiVersion: 'batch/v1', metadata: metadata(call, name), spec, status: {} };
  await createObject(call, job, 'failed to create job:');
}

async function jobSpecOf(call: Invocation, from: string): Promise<Json> {
  const [type, name] = from.split('/', 2);
  if (!name) throw new Failure('from must be an existing cronjob');
  const resource = await findResource(call.client, type!);
  const cronJob = await call.client.get(resourcePath(resource, call.namespace, name));
  if (resource.kind !== 'CronJob') throw new Failure('from must be an existing cronjob');
  return cronJob.spec.jobTemplate.spec;
}

/** `kubectl create cronjob`. */
export async function createCronJob(call: Invocation): Promise<void> {
  requireFlag(call, 'image', 'schedule');
  const name = nameArgument(call);
  const template = podTemplate(
    name,
    call.flags.string('image'),
    commandArguments(call),
    call.flags.string('restart') || 'OnFailure',
  );
  await createObject(
    call,
    {
      kind: 'CronJob',
      apiVersion: 'batch/v1',
      metadata: metadata(call, name),
      spec: {
        schedule: call.flags.string('schedule'),
        jobTemplate: { metadata: { name, creationTimestamp: null }, spec: { template } },
      },
      status: {},
    },
    'failed to create cronjob:',
  );
}

function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string): Json {
  const container = { name, image, ...(command.length ? { command } : {}), resources: {} };
  return { metadata: { creationTimestamp: null }, spec: { containers: [container], restartPolicy } };
}
