import { describe, expect, test } from 'vitest';
import { bench, expectOutputs, output, START } from './simulated/testing.ts';

test('who and where', () =>
  expectOutputs([
    ['whoami; hostname; id -u; id -un; id', 'root\nlab\n0\nroot\nuid=0(root) gid=0(root) groups=0(root)\n'],
    ['uname; uname -m; uname -n; uname -sr', 'Linux\nx86_64\nlab\nLinux 6.1.0-18-amd64\n'],
    ['tty; echo $?; [ -t 1 ]; echo $?', 'not a tty\n1\n1\n'],
    ['id nobody; echo $?', "1\nid: 'nobody': no such user\n"],
    ['hostname -i', '127.0.1.1\n'],
  ]));

test('at a terminal, programs know it', async () => {
  const { run, shown } = bench();
  await run(
    'tty; [ -t 1 ] && [ -t 0 ] && echo terminal; [ -t 1 ] | cat; echo x | { [ -t 0 ] || echo piped; }; sh -c "[ -t 1 ] && echo still"',
  );
  expect(shown()).toBe('/dev/pts/0\nterminal\npiped\nstill\n');
});

test('mktemp makes what did not exist', () =>
  expectOutputs([
    [
      'f=$(mktemp); d=$(mktemp -d); [ -f $f ] && [ -d $d ] && [ $f != $(mktemp) ] && echo ${f%.*} ${#f}',
      '/tmp/tmp 19\n',
    ],
    [
      'f=$(mktemp x.XXXX); echo ${#f}; mktemp -u /nope/XXXX | cut -c1-6; mktemp -p /etc abc.XXX | cut -c1-9',
      '6\n/nope/\n/etc/abc.\n',
    ],
    ['mktemp bad; echo $?', "1\nmktemp: too few X's in template 'bad'\n"],
  ]));

test('realpath gives absolute paths', () =>
  expectOutputs([
    ['mkdir -p a/b; cd a; realpath b/.. ../a/./b; realpath --relative-to=/root/a /root', '/root/a\n/root/a/b\n..\n'],
    ['realpath nope; realpath -e nope; echo $?', '/root/nope\n1\nrealpath: nope: No such file or directory\n'],
  ]));

test('sudo, nohup, less, clear and ulimit do what they can', () =>
  expectOutputs([
    ['sudo whoami; sudo -u root X=1 sh -c "echo $X; printenv X"; echo a | sudo tee f', 'root\n\n1\na\n'],
    [
      'nohup echo kept; echo x | less; less /etc/hostname; more nope; echo $?',
      'kept\nx\nlab\n1\nmore: nope: No such file or directory\n',
    ],
    ['umask; umask 077; umask; umask -S; ulimit -n', '0022\n0077\nu=rwx,g=,o=\nunlimited\n'],
    [
      'openssl rand -hex 8 | tr -d "\\n" | wc -c; echo hi | openssl base64; echo aGkK | openssl base64 -d; openssl s_client; echo $?',
      "16\naGkK\nhi\n1\nopenssl: 's_client' is not part of this lab: it offers 'openssl rand' and 'openssl base64'\n",
    ],
  ]));

test('what a lab does not have says so, and what to do', async () => {
  expect(await output('apt-get install -y nmap; echo $?; ssh node; docker ps')).toBe(
    "127\napt-get: not in this lab; every tool a track needs is already installed\nssh: not in this lab; go into a pod with 'kubectl exec -it POD -- sh'\n" +
      "docker: not in this lab; containers are reached with 'kubectl exec'\n",
  );
  expect(await output('vi f.yaml; echo $?')).toMatch(/^1\nvi: there is no full-screen editor.*KUBE_EDITOR="sed -i/);
});

describe('on the simulated clock', () => {
  test('sleep takes coreutils intervals', async () => {
    const { run, clock, shown } = bench();
    expect(await run('sleep 1.5 1m; sleep .5s; sleep 0')).toBe(0);
    expect(clock.now()).toBe(START + 62_000);
    expect(await run('sleep; sleep x')).toBe(1);
    expect(shown()).toContain("sleep: invalid time interval 'x'");
  });

  test('watch shows its command again and again until Ctrl-C, or until it changes', async () => {
    const { run, shown, clock, shell } = bench();
    clock.after(5_000, () => shell.interrupt());
    expect(await run('watch -t -n 2 date +%S')).toBe(130);
    expect(shown().split('\x1b[H\x1b[2J')).toEqual(['', '00\n', '02\n', '04\n']);
    expect(await run('(sleep 7; echo new > f) & watch -g -n 2 cat f > out 2>&1')).toBe(0);
    expect(clock.now()).toBe(START + 13_000);
  });

  test('uptime counts from when the machine came up', async () => {
    expect(await output('sleep 3720; uptime; uptime -p; uptime -s')).toBe(
      ' 11:32:00 up  1:02,  1 user,  load average: 0.08, 0.05, 0.01\nup 1 hour, 2 minutes\n2026-01-15 10:30:00\n',
    );
  });

  test('ps lists shells and jobs', async () => {
    expect(await output('sleep 50 & ps aux | grep -c sleep; ps | head -1; kill %1')).toBe(
      '1\n    PID TTY          TIME CMD\n',
    );
  });
});

test('ls lists as coreutils list', () =>
  expectOutputs(
    [
      ['ls; ls -a | head -2; ls -d .h* d', 'a.sh\nd\n.\n..\n.hidden\nd\n'],
      [
        'chmod +x a.sh; ls -l; ls -F; ls -lh d/big',
        'total 8\n-rwxr-xr-x 1 root root    3 Jan 15 10:30 a.sh\ndrwxr-xr-x 2 root root 4096 Jan 15 10:30 d\na.sh*\nd/\n-rw-r--r-- 1 root root 1.5K Jan 15 10:30 d/big\n',
      ],
      ['ls a.sh d nope; echo $?', "a.sh\n\nd:\nbig\nsmall\n2\nls: cannot access 'nope': No such file or directory\n"],
      [
        'ls -R; ls -S d; ls -r d; ln -s a.sh l; ls -l l | cut -d" " -f9-',
        '.:\na.sh\nd\n\n./d:\nbig\nsmall\nbig\nsmall\nsmall\nbig\nl -> a.sh\n',
      ],
    ],
    { '/root/a.sh': 'ls\n', '/root/d/big': 'x'.repeat(1500), '/root/d/small': '', '/root/.hidden': '' },
  ));

test('a machine has the programs its image has, and its own tools over them', async () => {
  const { shell, free } = bench({ builtins: ['cat', 'sh', 'date'] });
  const { stdout, stderr } = await free(() =>
    shell.script('cat /etc/hostname; ls; grep x y; sleep 1; command -v cat sleep; echo $((1 + 1))'),
  );
  expect(stdout).toBe('lab\n/usr/bin/cat\n2\n');
  expect(stderr).toBe('bash: ls: command not found\nbash: grep: command not found\nbash: sleep: command not found\n');
});
