import { expect, test } from 'vitest';
import type { Attempt, Server } from '../../../network/index.ts';
import { certificateProblem } from '../network/certificate.ts';
import { tellHandshake } from './handshake.ts';
import { Verbose } from './verbose.ts';

function told(host: string, destination: object, insecure: boolean, server: Partial<Server> = {}): string[] {
  const attempt = { server: { program: 'web', tls: true, ...server }, connection: { destination } } as Attempt;
  let text = '';
  const verbose = new Verbose((piece) => void (text += piece), false);
  const problem = certificateProblem(host, attempt);
  const now = Date.UTC(2026, 5, 1);
  tellHandshake(verbose, { host, attempt, problem, insecure, authorities: undefined, now });
  return text.trimEnd().split('\n');
}

test('a server outside has a certificate for its name that the machine trusts', () => {
  expect(told('www.example.com', {}, false)).toEqual([
    '* TLSv1.3 (OUT), TLS handshake, Client hello (1):',
    '*  CAfile: /etc/ssl/certs/ca-certificates.crt',
    '*  CApath: /etc/ssl/certs',
    '* TLSv1.3 (IN), TLS handshake, Server hello (2):',
    '* TLSv1.3 (IN), TLS handshake, Encrypted Extensions (8):',
    '* TLSv1.3 (IN), TLS handshake, Certificate (11):',
    '* TLSv1.3 (IN), TLS handshake, CERT verify (15):',
    '* TLSv1.3 (IN), TLS handshake, Finished (20):',
    '* TLSv1.3 (OUT), TLS change cipher, Change cipher spec (1):',
    '* TLSv1.3 (OUT), TLS handshake, Finished (20):',
    '* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384',
    '* ALPN: server accepted http/1.1',
    '* Server certificate:',
    '*  subject: CN=www.example.com',
    '*  start date: Jan  1 00:00:00 2026 GMT',
    '*  expire date: Jan  1 00:00:00 2027 GMT',
    '*  subjectAltName: host "www.example.com" matched cert\'s "www.example.com"',
    '*  issuer: C=US; O=Simulated Trust Services; CN=STS CA 1',
    '*  SSL certificate verify ok.',
  ]);
});

test('a pod’s own certificate is refused before hands are shaken, or shown with -k', () => {
  const pod = { node: 'node-a', name: 'web-1' };
  expect(told('web', pod, false).at(-1)).toBe('* TLSv1.3 (OUT), TLS alert, unknown CA (560):');
  expect(told('web', pod, true).slice(-3)).toEqual([
    '*  expire date: Jan  1 00:00:00 2027 GMT',
    '*  issuer: CN=web-1',
    '*  SSL certificate verify result: self-signed certificate (18), continuing anyway.',
  ]);
  expect(told('web', pod, true)).not.toContainEqual(expect.stringContaining('CAfile'));
});

test('a certificate for another name is seen whole and then refused', () => {
  expect(told('203.0.113.80', {}, false).at(-1)).toBe('*  subjectAltName does not match 203.0.113.80');
});

test('data is told once of pieces in a row, and not at all where it is on the terminal', () => {
  const heard: string[] = [];
  const verbose = new Verbose((text) => void heard.push(text), true);
  verbose.data('}', 5);
  verbose.data('}', 512);
  verbose.note('next');
  verbose.data('{', 7);
  expect(heard).toEqual(['} [5 bytes data]\n', '* next\n', '{ [7 bytes data]\n']);
});
