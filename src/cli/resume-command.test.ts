import { expect, test } from 'vitest';
import type { Track } from '../track/index.ts';
import { resumeCommand, sessionName } from './open-session.ts';

test('the command to come back can be typed as it is shown, whatever the path', () => {
  expect(resumeCommand('tracks/alerts', {})).toBe('firedrill play tracks/alerts');
  expect(resumeCommand("my tracks/it's", { session: 'x' })).toBe("firedrill play 'my tracks/it'\\''s' --session x");
});

test('a slug that could not be a file name is made one; only a name given by hand is refused', () => {
  const named = (slug: string) => sessionName({ slug } as Track, {});
  expect(named('alerts')).toBe('alerts');
  expect(named('Mein Träck/1')).toBe('Mein-Tr-ck-1');
  expect(() => sessionName({ slug: 'a' } as Track, { session: 'a/b' })).toThrow('"a/b" cannot name a session');
});
