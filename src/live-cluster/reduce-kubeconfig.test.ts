import { describe, expect, test } from 'vitest';
import { type KubeconfigFile, reduceKubeconfig } from './reduce-kubeconfig.ts';

const FILES: KubeconfigFile[] = [
  {
    path: '/home/me/.kube/config',
    config: {
      'current-context': 'work',
      contexts: [
        { name: 'work', context: { cluster: 'one', user: 'me', namespace: 'shop' } },
        { name: 'cloud', context: { cluster: 'two', user: 'cloud' } },
        { name: 'broken', context: { cluster: 'nowhere', user: 'me' } },
      ],
      clusters: [{ name: 'one', cluster: { server: 'https://one', 'certificate-authority': 'pki/ca.crt' } }],
      users: [{ name: 'me', user: { 'client-certificate': 'pki/me.crt', 'client-key': '/abs/me.key' } }],
    },
  },
  {
    path: '/elsewhere/more',
    config: {
      'current-context': 'cloud',
      contexts: [{ name: 'work', context: { cluster: 'wrong', user: 'wrong' } }],
      clusters: [{ name: 'two', cluster: { server: 'https://two', 'certificate-authority-data': 'Q0E=' } }],
      users: [
        {
          name: 'cloud',
          user: {
            exec: {
              apiVersion: 'v1',
              command: './bin/login',
              args: ['x'],
              env: [{ name: 'AWS_PROFILE', value: 'theirs' }],
            },
          },
        },
      ],
    },
  },
];
const readFile = (path: string) => Buffer.from(`text of ${path}`);
const reduce = (context?: string, env = {}) => reduceKubeconfig(FILES, { context, env, readFile });
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('one context is left, with its cluster, its user and its namespace, and nothing else', () => {
  const { config, context, server } = reduce();
  expect([context, server]).toEqual(['work', 'https://one']);
  expect(config).toEqual({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'work',
    contexts: [{ name: 'work', context: { cluster: 'one', user: 'me', namespace: 'shop' } }],
    clusters: [
      {
        name: 'one',
        cluster: { server: 'https://one', 'certificate-authority-data': base64('text of /home/me/.kube/pki/ca.crt') },
      },
    ],
    users: [
      {
        name: 'me',
        user: {
          'client-certificate-data': base64('text of /home/me/.kube/pki/me.crt'),
          'client-key-data': base64('text of /abs/me.key'),
        },
      },
    ],
  });
});

test('the first file that names something wins, as with kubectl', () => {
  expect(reduce('work').server).toBe('https://one');
  expect(reduce('cloud').server).toBe('https://two');
});

test("a program that fetches the login keeps its place and gets the user's own HOME and cloud settings", () => {
  const env = { HOME: '/home/me', AWS_PROFILE: 'mine', AWS_REGION: 'here', EDITOR: 'vi', SSH_KEY: 'no' };
  const { config, notices } = reduce('cloud', env);
  expect(config.users).toMatchObject([{ user: { exec: { command: '/elsewhere/bin/login', args: ['x'] } } }]);
  const [{ user }] = config.users as [{ user: { exec: { env: unknown } } }];
  expect(user.exec.env).toEqual([
    { name: 'AWS_PROFILE', value: 'theirs' },
    { name: 'HOME', value: '/home/me' },
    { name: 'AWS_REGION', value: 'here' },
  ]);
  expect(notices.join()).toContain('/elsewhere/bin/login');
});

test('a bare program is looked for on the PATH; a login kept by a provider is kept, and said', () => {
  const users = [{ name: 'u', user: { exec: { command: 'aws' } } }];
  const file = (user: object): KubeconfigFile => ({
    path: '/k',
    config: {
      contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
      clusters: [{ name: 'k', cluster: { server: 'https://k' } }],
      users: [{ name: 'u', user }],
    },
  });
  const options = { context: 'c', env: {}, readFile };
  expect(reduceKubeconfig([file(users[0]!.user)], options).config.users).toMatchObject([
    { user: { exec: { command: 'aws' } } },
  ]);
  const oidc = { 'auth-provider': { name: 'oidc', config: { 'refresh-token': 'abcdefgh' } } };
  const reduced = reduceKubeconfig([file(oidc)], options);
  expect(reduced.notices[0]).toMatch(/oidc/);
  expect(reduced.secrets).toEqual(['abcdefgh']);
});

describe('what cannot be used is said in one sentence', () => {
  test.each([
    ['nothing', /there is no context "nothing"; there are: work, cloud, broken/],
    ['broken', /"nowhere", which has no server/],
  ])('%s', (context, message) => {
    expect(() => reduce(context)).toThrow(
      expect.objectContaining({ name: 'ClusterError', message: expect.stringMatching(message) }),
    );
  });

  test('a certificate that is gone', () => {
    const gone = () => {
      throw new Error('ENOENT');
    };
    expect(() => reduceKubeconfig(FILES, { env: {}, readFile: gone })).toThrow(
      /\/home\/me\/\.kube\/pki\/me\.crt, which cannot be read/,
    );
  });

  test('no context at all', () => {
    expect(() => reduceKubeconfig([{ path: '/k', config: {} }], { env: {}, readFile })).toThrow(
      /name one with --context/,
    );
  });
});
