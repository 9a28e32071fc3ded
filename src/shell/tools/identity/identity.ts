import type { Tool } from '../../types.ts';
import { readOptions } from '../options.ts';

export const id: Tool = {
  name: 'id',
  async run({ args, user, stdout, stderr }) {
    const options = readOptions(args, { flags: ['u', 'g', 'G', 'n', 'r'], long: { user: 'u', group: 'g', name: 'n' } });
    if (typeof options === 'string') {
      stderr(`id: ${options}\n`);
      return 1;
    }
    const { flags, operands } = options;
    if (operands[0] !== undefined && operands[0] !== user.name) {
      stderr(`id: '${operands[0]}': no such user\n`);
      return 1;
    }
    const label = flags.has('n') ? user.name : String(user.uid);
    const named = `${user.uid}(${user.name})`;
    const one = flags.has('u') || flags.has('g') || flags.has('G');
    stdout(one ? `${label}\n` : `uid=${named} gid=${named} groups=${named}\n`);
    return 0;
  },
};

export const whoami: Tool = {
  name: 'whoami',
  async run({ user, stdout }) {
    stdout(`${user.name}\n`);
    return 0;
  },
};

export const hostname: Tool = {
  name: 'hostname',
  async run({ args, user, fs, stdout, stderr }) {
    const [argument] = args;
    if (argument === '-i' || argument === '-I') return printAddress();
    if (argument !== undefined && !/^-[sf]$|^--(?:short|fqdn|long)$/.test(argument)) {
      stderr('hostname: you must be root to change the host name\n');
      return 1;
    }
    stdout(`${argument === '-s' || argument === '--short' ? user.hostname.split('.')[0] : user.hostname}\n`);
    return 0;

    // The runtime writes a container's own address beside its name.
    async function printAddress(): Promise<number> {
      const hosts = (await fs.exists('/etc/hosts')) ? await fs.readFile('/etc/hosts') : '';
      const line = hosts.split('\n').find((each) => each.split(/\s+/).slice(1).includes(user.hostname));
      stdout(`${line?.split(/\s+/)[0] ?? '127.0.0.1'}\n`);
      return 0;
    }
  },
};

export const tty: Tool = {
  name: 'tty',
  async run({ args, tty: terminal, stdout }) {
    const silent = args.includes('-s') || args.includes('--silent');
    if (!silent) stdout(terminal.stdin ? '/dev/pts/0\n' : 'not a tty\n');
    return terminal.stdin ? 0 : 1;
  },
};

const DEBIAN_BUILD = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)';

/** What stands behind the release of a node's kernel: an Ubuntu one. */
const UBUNTU_BUILD = '#1-Ubuntu SMP Thu Jun 9 13:59:15 UTC 2022';

const KERNEL: Readonly<Record<string, string>> = {
  s: 'Linux',
  r: '6.1.0-18-amd64',
  v: DEBIAN_BUILD,
  m: 'x86_64',
  p: 'x86_64',
  i: 'x86_64',
  o: 'GNU/Linux',
};

export const uname: Tool = {
  name: 'uname',
  async run({ args, user, stdout, stderr }) {
    const options = readOptions(args, {
      flags: ['a', 's', 'n', 'r', 'v', 'm', 'p', 'i', 'o'],
      long: {
        all: 'a',
        'kernel-name': 's',
        nodename: 'n',
        'kernel-release': 'r',
        machine: 'm',
        'operating-system': 'o',
      },
    });
    if (typeof options === 'string') {
      stderr(`uname: ${options}\nTry 'uname --help' for more information.\n`);
      return 1;
    }
    const { flags } = options;
    const letters = flags.has('a')
      ? 'snrvmo'
      : flags.size === 0
        ? 's'
        : [...'snrvmpio'].filter((letter) => flags.has(letter));
    const known: Readonly<Record<string, string>> = {
      ...KERNEL,
      n: user.hostname,
      ...(user.kernel ? { r: user.kernel, v: UBUNTU_BUILD } : {}),
    };
    stdout(`${[...letters].map((letter) => known[letter]).join(' ')}\n`);
    return 0;
  },
};
