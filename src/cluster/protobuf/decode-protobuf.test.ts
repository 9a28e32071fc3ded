import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeProtobuf } from './decode-protobuf.ts';
import { messageOf } from './messages.ts';
import { ProtobufError } from './wire-fields.ts';

const bytes = (...parts: (number | string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : typeof part === 'string' ? [...new TextEncoder().encode(part)] : [...part],
    ),
  );
const field = (number: number, content: Uint8Array | string): Uint8Array => {
  const inside = bytes(content);
  return bytes((number << 3) | 2, inside.length, inside);
};
const integer = (number: number, value: number): Uint8Array => bytes(number << 3, value);
const object = (apiVersion: string, kind: string, message: Uint8Array): Uint8Array =>
  bytes('k8s', 0, field(1, bytes(field(1, apiVersion), field(2, kind))), field(2, message));

test('a namespace as kubectl 1.32 sends it', () => {
  const metadata = bytes(field(1, 'dev'), field(8, ''));
  const message = bytes(field(1, metadata), field(2, ''), field(3, field(1, '')));
  expect(decodeProtobuf(object('v1', 'Namespace', message))).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'dev' },
    spec: {},
  });
});

test('a kind whose versions differ is read as its version has it', () => {
  const target = bytes(field(1, 'Utilization'), integer(4, 50));
  const metric = bytes(field(1, 'Resource'), field(4, bytes(field(1, 'cpu'), field(2, target))));
  const spec = (last: Uint8Array) => field(2, bytes(integer(3, 5), last));
  expect(decodeProtobuf(object('autoscaling/v2', 'HorizontalPodAutoscaler', spec(field(4, metric)))).spec).toEqual({
    maxReplicas: 5,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
  });
  expect(decodeProtobuf(object('autoscaling/v1', 'HorizontalPodAutoscaler', spec(integer(4, 50)))).spec).toEqual({
    maxReplicas: 5,
    targetCPUUtilizationPercentage: 50,
  });
});

describe('values', () => {
  test('zero counts where Go has a pointer, and means nothing elsewhere', () => {
    const spec = bytes(integer(1, 0), integer(5, 0));
    expect(decodeProtobuf(object('apps/v1', 'Deployment', field(2, spec))).spec).toEqual({ replicas: 0 });
  });

  test('what Go embeds stands among the fields around it', () => {
    const volume = bytes(field(1, 'v'), field(2, field(2, '')));
    const pod = field(2, bytes(field(1, volume)));
    expect(decodeProtobuf(object('v1', 'Pod', pod)).spec.volumes).toEqual([{ name: 'v', emptyDir: {} }]);
  });

  test('the bytes of a secret are base64', () => {
    const entry = bytes(field(1, 'key'), field(2, bytes(0xff, 0x00)));
    expect(decodeProtobuf(object('v1', 'Secret', field(2, entry))).data).toEqual({ key: '/wA=' });
  });

  test('a port is a number or a name', () => {
    const port = (target: Uint8Array) => field(1, bytes(integer(3, 80), field(4, target)));
    const spec = bytes(port(bytes(integer(1, 0), integer(2, 81))), port(bytes(integer(1, 1), field(3, 'http'))));
    expect(decodeProtobuf(object('v1', 'Service', field(2, spec))).spec.ports).toEqual([
      { port: 80, targetPort: 81 },
      { port: 80, targetPort: 'http' },
    ]);
  });

  test('a key may have any name', () => {
    const entry = bytes(field(1, '__proto__'), field(2, 'x'));
    const { data } = decodeProtobuf(object('v1', 'ConfigMap', field(2, entry)));
    expect(Object.entries(data)).toEqual([['__proto__', 'x']]);
  });
});

describe('what is no object', () => {
  test.each([
    ['nothing', bytes()],
    ['JSON', bytes('{"kind":"Pod"}')],
    ['an unknown kind', object('v1', 'Nonsense', bytes())],
    ['a cut message', object('v1', 'Namespace', bytes(0x0a, 0x7f))],
    ['a text where a message is', object('v1', 'Namespace', integer(1, 3))],
  ])('%s is refused', (_, input) => {
    expect(() => decodeProtobuf(input)).toThrow(ProtobufError);
  });

  test('any bytes give an object or a ProtobufError', () => {
    const kinds = fc.constantFrom('Namespace', 'Pod', 'Deployment', 'Secret', 'CronJob', 'SelfSubjectAccessReview');
    fc.assert(
      fc.property(kinds, fc.uint8Array({ maxLength: 200 }), (kind, message) => {
        try {
          expect(decodeProtobuf(object('v1', kind, message))).toMatchObject({ kind });
        } catch (error) {
          expect(error).toBeInstanceOf(ProtobufError);
        }
      }),
    );
  });
});

test('every message the table names is in the table', () => {
  const scalars = ['string', 'bytes', 'bool', 'int', 'time', 'quantity', 'intOrString', 'json'];
  const seen = new Set<string>();
  const missing: string[] = [];
  const visit = (name: string): void => {
    if (scalars.includes(name) || seen.has(name)) return;
    seen.add(name);
    const message = messageOf(name);
    if (!message) missing.push(name);
    for (const { type } of message?.values() ?? []) visit(type);
  };
  for (const kind of [
    'Pod',
    'Deployment',
    'CronJob',
    'Ingress',
    'NetworkPolicy',
    'ClusterRole',
    'ServiceAccount',
    'Eviction',
    'TokenRequest',
    'ResourceQuota',
    'PodDisruptionBudget',
    'SelfSubjectAccessReview',
    'RoleBinding',
    'Service',
  ])
    visit(kind);
  expect(missing).toEqual([]);
});
