import type { Program } from './program.ts';

/** Redis' inline commands, as far as someone with nc or curl tries them; it speaks no HTTP. */
export const redis: Program = {
  answer: (text) =>
    text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map(reply)
      .join(''),
};

/** Number of words each command takes, itself included; negative: at least. */
const ARITY: Readonly<Record<string, number>> = { get: 2, set: -3, del: -2, exists: -2, echo: 2, keys: 2 };

function reply(line: string): string {
  const words = line.trim().split(/\s+/);
  const command = words[0]!.toLowerCase();
  if (command === 'ping') return words[1] === undefined ? '+PONG\r\n' : bulk(words[1]);
  if (command === 'quit') return '+OK\r\n';
  if (command === 'dbsize') return ':0\r\n';
  const arity = ARITY[command];
  if (arity === undefined) {
    const given = words.slice(1).map((word) => `'${word}' `);
    return `-ERR unknown command '${words[0]}', with args beginning with: ${given.join('')}\r\n`;
  }
  const isRight = arity > 0 ? words.length === arity : words.length >= -arity;
  if (!isRight) return `-ERR wrong number of arguments for '${command}' command\r\n`;
  return command === 'echo' ? bulk(words[1]!) : EMPTY_ANSWERS[command]!;
}

/** A database in which nothing is kept between connections. */
const EMPTY_ANSWERS: Readonly<Record<string, string>> = {
  get: '$-1\r\n',
  set: '+OK\r\n',
  del: ':0\r\n',
  exists: ':0\r\n',
  keys: '*0\r\n',
};

function bulk(text: string): string {
  return `$${new TextEncoder().encode(text).length}\r\n${text}\r\n`;
}
