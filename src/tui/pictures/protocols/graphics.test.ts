import { describe, expect, test } from 'vitest';
import type { LoadedPicture } from '../pictures.ts';
import { Graphics } from './graphics.ts';
import { sixelPicture } from './sixel.ts';

const red: LoadedPicture = {
  picture: { width: 1, height: 1, data: Uint8Array.from([255, 0, 0, 255]) },
  bytes: Uint8Array.from([1, 2, 3]),
};

function terminal(answer: string, env: Record<string, string> = {}) {
  const written: string[] = [];
  const questions: string[] = [];
  const graphics = new Graphics(
    {
      write: (text) => void written.push(text),
      ask: async (question) => {
        questions.push(question);
        return answer;
      },
    },
    env,
  );
  return { graphics, written, questions };
}

describe('what the terminal says decides', () => {
  test.each([
    ['kitty', '\x1b_Gi=31;OK\x1b\\\x1b[?62c', {}],
    ['sixel', '\x1b[?62;4;22c', {}],
    [undefined, '\x1b[?62;22c', {}],
    [undefined, '\x1b[?64c', {}],
    [undefined, '', {}],
    ['iterm', '', { TERM_PROGRAM: 'iTerm.app' }],
    [undefined, '\x1b[?1;2c', { TERM_PROGRAM: 'iTerm.app', TMUX: '/tmp/x' }],
  ])('%s for %j with %j', async (protocol, answer, env) => {
    expect(await terminal(answer, env as Record<string, string>).graphics.protocol).toBe(protocol);
  });

  test('it is asked once', async () => {
    const { graphics, questions } = terminal('\x1b[?62;4c');
    await graphics.draw(red, { width: 2, height: 1 }, 0, 0);
    await graphics.draw(red, { width: 2, height: 1 }, 0, 0);
    expect(questions).toHaveLength(1);
  });
});

describe('drawing', () => {
  test('leaves the cursor where it was', async () => {
    const { graphics, written } = terminal('\x1b_Gi=31;OK\x1b\\\x1b[?62c');
    await graphics.draw(red, { width: 4, height: 2 }, 1, 2);
    expect(written.join('')).toBe('\x1b7\x1b[2;3H\x1b_Ga=T,f=32,s=1,v=1,c=4,r=2,C=1,q=2,m=0;/wAA/w==\x1b\\\x1b8');
    graphics.clear();
    await graphics.protocol;
    expect(written.at(-1)).toBe('\x1b_Ga=d,q=2\x1b\\');
  });

  test('sends a large picture to kitty in pieces', async () => {
    const { graphics, written } = terminal('\x1b_Gi=31;OK\x1b\\\x1b[?62c');
    const picture = { width: 60, height: 60, data: new Uint8Array(60 * 60 * 4) };
    await graphics.draw({ ...red, picture }, { width: 4, height: 2 }, 0, 0);
    const pieces = [...written.join('').matchAll(/\x1b_G([^;]*);([^\x1b]*)\x1b\\/g)];
    expect(pieces.map(([, keys]) => /m=(\d)/.exec(keys!)![1])).toEqual(['1', '1', '1', '1', '0']);
    expect(pieces.map(([, , data]) => data).join('')).toBe(Buffer.from(picture.data).toString('base64'));
  });

  test('hands iTerm2 the file itself', async () => {
    const { graphics, written } = terminal('', { TERM_PROGRAM: 'iTerm.app' });
    await graphics.draw(red, { width: 4, height: 2 }, 0, 0);
    expect(written.join('')).toContain(
      '\x1b]1337;File=inline=1;size=3;width=4;height=2;preserveAspectRatio=1:AQID\x07',
    );
  });

  test('writes sixels in bands of six rows, colours by their own number', () => {
    const data = Uint8Array.from(Array.from({ length: 8 * 8 }, () => [0, 0, 255, 255]).flat());
    expect(sixelPicture({ ...red, picture: { width: 8, height: 8, data } }, { width: 1, height: 1 })).toBe(
      '\x1bPq"1;1;8;8#21;2;0;0;100#21!8~-#21!8B\x1b\\',
    );
  });

  test('draws nothing where the terminal has no pixels', async () => {
    const { graphics, written } = terminal('\x1b[?62c');
    await graphics.draw(red, { width: 4, height: 2 }, 0, 0);
    expect(written).toEqual([]);
  });
});
