import { expect, test } from 'vitest';
import type { Attempt } from '../../../network/index.ts';
import { certificateProblem } from './certificate.ts';

const attempt = (program: string, node?: string) =>
  ({
    server: { program, tls: true },
    connection: { destination: { type: 'net', ...(node === undefined ? {} : { node }) } },
  }) as unknown as Attempt;

test.each([
  ['a site outside, by its name', 'google.com', attempt('website'), undefined],
  [
    'a site outside, by its address',
    '203.0.113.9',
    attempt('website'),
    'no alternative certificate subject name matches',
  ],
  [
    'the API server, on a node that is no host endpoint',
    'kubernetes.default',
    attempt('kubernetes-api', 'n'),
    'unable to get local issuer',
  ],
  ['a kubelet', '10.0.1.4', attempt('kubelet', 'n'), 'self-signed'],
  ['a pod', 'web', attempt('nginx', 'n'), 'self-signed'],
])('%s', (_, host, reached, problem) => {
  const text = certificateProblem(host, reached)?.text;
  if (problem === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(problem);
});

test('the API server is trusted under its own names by who trusts its authority; sites outside then are not', () => {
  const server = { program: 'kubernetes-api', tls: true, certificate: { authority: 'PEM', names: ['kubernetes'] } };
  const reached = { ...attempt('kubernetes-api', 'n'), server } as Attempt;
  expect(certificateProblem('kubernetes', reached, 'PEM')).toBeUndefined();
  expect(certificateProblem('elsewhere', reached, 'PEM')?.text).toContain("matches target host name 'elsewhere'");
  expect(certificateProblem('kubernetes', reached, 'OTHER')?.code).toBe(20);
  expect(certificateProblem('google.com', attempt('website'), 'PEM')?.code).toBe(20);
});
