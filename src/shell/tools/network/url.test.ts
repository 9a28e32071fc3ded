import { expect, test } from 'vitest';
import { followLocation, hostHeader, parseUrl, type WebUrl } from './url.ts';

function read(text: string): WebUrl {
  const parsed = parseUrl(text);
  if (parsed.problem !== undefined) throw new Error(parsed.problem);
  return parsed.url;
}

test.each([
  ['frontend.shop', 'http', 'frontend.shop', 80, '/'],
  ['https://user:pw@[::1]:8443/a?b#c', 'https', '::1', 8443, '/a?b'],
  ['http://10.0.0.1:99/?x=1', 'http', '10.0.0.1', 99, '/?x=1'],
])('%s', (text, scheme, host, port, target) => {
  expect(read(text)).toMatchObject({ scheme, host, port, target });
});

test.each(['http://', 'http://host:99999', 'http://host:x', 'http://a b/'])('%s is malformed', (text) => {
  expect(parseUrl(text).problem).toBe('malformed');
});

test('a scheme nobody speaks is unsupported', () => expect(parseUrl('gopher://host/').problem).toBe('unsupported'));

test.each([
  ['/new', 'http://host:8080/new'],
  ['next', 'http://host:8080/dir/next'],
  ['//other/x', 'http://other/x'],
  ['https://other/', 'https://other/'],
])('Location %s leads to %s', (location, expected) => {
  expect(followLocation(read('http://host:8080/dir/page?q'), location)).toBe(expected);
});

test('the Host header names the port only when it is unusual', () => {
  expect(hostHeader(read('http://host/'))).toBe('host');
  expect(hostHeader(read('https://host:80/'))).toBe('host:80');
});
