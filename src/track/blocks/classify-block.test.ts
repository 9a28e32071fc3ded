import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../markdown/index.ts';
import { classifyBlock } from './classify-block.ts';

function classify(info: string, text: string, lead = '') {
  const [code] = parseMarkdown(`${lead}\n\n\`\`\`\`${info}\n${text}\n\`\`\`\``).code;
  return classifyBlock(code!);
}

describe('a block is run', () => {
  test.each([
    ['bash', 'kubectl get pods', 'fence says bash'],
    ['bash,run', 'kubectl get pods', 'fence says run'],
    ['run', 'anything-at-all', 'fence says run'],
    ['sh', './deploy.sh', 'fence says sh'],
    ['shell,copy', 'ourtool --now', 'fence says shell'],
    ['console', '# a comment\n\nsudo kubectl get ns', 'fence says console'],
    ['', 'kubectl get pods', 'starts with kubectl'],
    ['copy', 'curl -I x', 'starts with curl'],
    ['', 'POD=$(kubectl get po -o name)', 'starts with an assignment'],
    ['', '~/bin/x', 'starts with ~/bin/x'],
    ['', 'for i in 1 2; do echo $i; done', 'starts with for'],
    ['curl,run', 'curl -I x', 'fence says run'],
  ])('%j: %s', (info, text, reason) => {
    expect(classify(info, text)).toMatchObject({ runnable: true, reason, commands: text });
  });
});

describe('a block is not run', () => {
  test.each([
    ['bash', 'NAME     READY   STATUS\nx  1/1 Running', 'looks like a table: output'],
    ['bash', 'HTTP/1.1 200 OK', 'looks like an HTTP answer: output'],
    ['bash', 'pod/x created', "looks like kubectl's output: output"],
    ['bash', 'tigera.io.detector.x   2022-11-03T13:05:05Z', 'looks like a table row: output'],
    ['bash', 'Server: 10.0.0.1', '"Server:" is no command: output'],
    ['bash', 'one    two    three', '"one" is no command: output'],
    ['', 'Hello there', '"Hello" is no command: output'],
    ['', 'ourtool --now', '"ourtool" is no command: output'],
    ['bash', '# only a comment', 'holds no command'],
    ['bash', '# expected output\nls', 'its first line says output'],
    ['yaml', 'kind: Pod', 'fence says yaml'],
    ['sql,run', 'select 1', 'fence says sql'],
    ['text', 'kubectl get pods', 'fence says text'],
    ['nocopy', 'kubectl get pods', 'fence says nocopy'],
    ['bash,nocopy', 'kubectl get pods', 'fence says nocopy'],
  ])('%j: %s', (info, text, reason) => {
    expect(classify(info, text)).toMatchObject({ runnable: false, reason });
  });
});

describe('the line before', () => {
  test.each([
    'Output:',
    'The output should look similar to this:',
    'Output will be like:',
    'Expected output:',
    'You should see something like the following',
    'Run it. You should see:',
    'The command returns:',
    'Your result will look like this:',
  ])('announces output: %s', (lead) => {
    expect(classify('bash', 'kubectl get pods', lead)).toMatchObject({
      runnable: false,
      reason: 'the line before announces output',
    });
  });

  test.each([
    'Run the following command to see the output:',
    'Look at the output of the command below. Then run:',
    'Apply the manifest.',
    'Use this command, which should print nothing:',
    'To trigger this alert, label the pod.',
    'The output will be empty.',
    'The pods should look healthy.',
    'Similar to the step before, label the pod:',
    'You can see the logs by running',
    'You should see that curl fails, because of the policy',
  ])('does not when it only speaks of output or tells the reader to do something: %s', (lead) => {
    expect(classify('bash', 'kubectl get pods', lead).runnable).toBe(true);
  });

  test('that says both is decided by the block', () => {
    expect(
      classify('bash', 'web-0   1/1   Running', 'Run the following, the output should look like this:').runnable,
    ).toBe(false);
  });
});

describe('terminal sessions', () => {
  test('lose their prompts; what was printed is expected output', () => {
    expect(classify('console', '$ kubectl get ns \\\n  -o name\nnamespace/a\n$ pwd\n/root')).toMatchObject({
      runnable: true,
      commands: 'kubectl get ns \\\n  -o name\npwd',
      output: 'namespace/a\n/root',
    });
  });

  test('know prompts with user and host', () => {
    expect(classify('', 'root@bastion:~# ls\na b')).toMatchObject({ commands: 'ls', output: 'a b' });
  });

  test('output right under a command is cut off', () => {
    expect(classify('bash', 'kubectl get pods\nNAME   READY   STATUS\nx   1/1   Running')).toMatchObject({
      commands: 'kubectl get pods',
      output: 'NAME   READY   STATUS\nx   1/1   Running',
    });
  });

  test('a table in a here document is data', () => {
    const text = 'cat <<EOF > t\nNAME   READY   STATUS\nEOF';
    expect(classify('bash', text).commands).toBe(text);
  });
});

test('any block is classified, and what is run is part of what was written', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (info, text) => {
      const [code] = parseMarkdown(`~~~~~ ${info.replaceAll('\n', ' ')}\n${text}\n~~~~~`).code;
      if (!code) return;
      const verdict = classifyBlock(code);
      expect(verdict.reason).not.toBe('');
      if (verdict.runnable) for (const line of verdict.commands.split('\n')) expect(code.text).toContain(line);
    }),
  );
});
