import { expect, test } from 'vitest';
import { allowedEnvironment } from './allowed-environment.ts';

test("commands see what a terminal, a language and a proxy need, and none of the user's secrets", () => {
  const own = {
    PATH: '/bin',
    LANG: 'C',
    LC_ALL: 'C',
    HTTPS_PROXY: 'http://proxy',
    HOME: '/home/me',
    KUBECONFIG: '/home/me/.kube/config',
    AWS_SECRET_ACCESS_KEY: 'secret',
    GITHUB_TOKEN: 'secret',
    SSH_AUTH_SOCK: '/tmp/agent',
    BASH_ENV: '/home/me/.bashrc',
    BASH_FUNC_ls: '() { rm; }',
    LD_PRELOAD: '/evil.so',
    NODE_OPTIONS: '--inspect',
    UNDEFINED: undefined,
  };
  expect(allowedEnvironment(own, { HOME: '/scratch', PATH: '/scratch/bin:/bin' })).toEqual({
    PATH: '/scratch/bin:/bin',
    LANG: 'C',
    LC_ALL: 'C',
    HTTPS_PROXY: 'http://proxy',
    HOME: '/scratch',
  });
});

test("a variable the workshop expects is the user's where they have set it, and cannot replace the session's own", () => {
  const wanted = { CLUSTERNAME: 'simulated', REGION: 'x', HOME: '/root' };
  const env = allowedEnvironment({ CLUSTERNAME: 'mine', HOME: '/home/me' }, { HOME: '/scratch' }, wanted);
  expect(env).toEqual({ CLUSTERNAME: 'mine', REGION: 'x', HOME: '/scratch' });
});
