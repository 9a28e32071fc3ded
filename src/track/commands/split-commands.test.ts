import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allCommands } from './all-commands.ts';
import { kubectlCall } from './kubectl-call.ts';
import { splitCommands } from './split-commands.ts';
import { setVariables, usedVariables } from './variables.ts';

const words = (script: string) => splitCommands(script).map((command) => command.words.map(({ text }) => text));

describe('commands', () => {
  test('end at operators and line ends, quotes come off', () => {
    expect(words(`a 'b c' "d $e" f\\ g && h; i | j # k\nl \\\n m`)).toEqual([
      ['a', 'b c', 'd $e', 'f g'],
      ['h'],
      ['i'],
      ['j'],
      ['l', 'm'],
    ]);
  });

  test('keep quotes that touch: sed with a variable between single quotes', () => {
    expect(words(`sed -i 's,X,'"$NAME"',' f`)).toEqual([['sed', '-i', 's,X,$NAME,', 'f']]);
  });

  test('keep substitutions whole and give them as commands of their own', () => {
    expect(
      allCommands(`IP=$(kubectl get po -o jsonpath='{.items[0]}' | head -1)\necho \`date\``).map(
        (command) => command.words[0]?.text,
      ),
    ).toEqual(['kubectl', 'head', "IP=$(kubectl get po -o jsonpath='{.items[0]}' | head -1)", 'date', 'echo']);
  });

  test.each([
    ['kubectl apply -f -<<\\EOF\na: ${b}\nEOF\nls', true],
    ['kubectl apply -f - << EOF\na: ${b}\nEOF\nls', false],
    ["kubectl apply -f - <<-'EOF'\n\ta: ${b}\n\tEOF\nls", true],
  ])('here documents in their spellings: %j', (script, quoted) => {
    const [apply, ls] = splitCommands(script);
    expect(apply!.hereDocuments).toMatchObject([{ text: 'a: ${b}', quoted }]);
    expect(apply!.words.map(({ text }) => text)).toEqual(['kubectl', 'apply', '-f', '-']);
    expect(ls!.words[0]!.text).toBe('ls');
  });

  test('know their pipeline, and redirections are no words', () => {
    const [cat, apply] = splitCommands('cat <<EOF | kubectl apply -f - > log 2>&1\nx\nEOF');
    expect(apply!.pipedFrom).toBe(cat);
    expect(cat!.hereDocuments[0]!.text).toBe('x');
    expect(apply!.redirections.map(({ operator, target }) => [operator, target.text])).toEqual([
      ['>', 'log'],
      ['>&', '1'],
    ]);
  });

  test('of any text are found without an error, at places inside it', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      '$(',
      ')',
      '${',
      '}',
      '`',
      '\\',
      '\n',
      '<<EOF',
      'EOF',
      '|',
      '&&',
      ' ',
      '#',
      'a',
      '>',
      '<',
      '2>&1',
      '$((1+2))',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }), (given) => {
        const script = given.join('');
        for (const command of allCommands(script))
          for (const { offset } of command.words) expect(offset).toBeLessThan(script.length);
        usedVariables(script);
      }),
    );
  });
});

describe('a kubectl call', () => {
  const call = (script: string) => kubectlCall(splitCommands(script)[0]!);

  test.each([
    [
      'kubectl -n shop exec -t pod -- sh -c "x -n y"',
      { verb: 'exec', arguments: ['pod'], namespace: 'shop', inPod: ['sh', '-c', 'x -n y'] },
    ],
    ['kubectl exec -it pod -n shop bash', { verb: 'exec', arguments: ['pod', 'bash'], namespace: 'shop' }],
    ['sudo k get po web -nshop -ojson', { verb: 'get', arguments: ['po', 'web'], namespace: 'shop' }],
    [
      'kubectl apply -f a.yaml -f=b.yaml --filename c.yaml -fd.yaml',
      { verb: 'apply', files: ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'] },
    ],
    [
      'kubectl label pods --all --namespace=shop a=b',
      { verb: 'label', arguments: ['pods', 'a=b'], namespace: 'shop', isAll: true },
    ],
    ['kubectl logs -f web', { verb: 'logs', arguments: ['web'], files: [] }],
    ['oc get -w pods web', { verb: 'get', arguments: ['pods', 'web'] }],
  ])('%s', (script, expected) => {
    expect(call(script)).toMatchObject(expected);
  });

  test('is not any other program', () => {
    expect(call('curl -n x')).toBeUndefined();
  });
});

describe('variables', () => {
  test('set by assignments, loops, read and export', () => {
    const script = 'A=1\nexport B=2 C\nfor d in x; do read E; done\nif F=$(x); then G[0]=1; fi\nH+=x cmd';
    expect(setVariables(script).map(({ name }) => name)).toEqual(['A', 'B', 'C', 'd', 'E', 'F', 'G', 'H']);
  });

  test('used where the shell expands them, not in single quotes, comments and quoted here documents', () => {
    const script = [
      'echo $A "${B}" \'$c\' \\$d # $e',
      'cat <<\\EOF',
      '$f',
      'EOF',
      'cat <<EOF',
      "it's $G and ${h.i}",
      'EOF',
      'echo ${J:-1} ${K%x} "it\'s $L" $1 $? ${#M}',
    ].join('\n');
    expect(usedVariables(script).map(({ name }) => name)).toEqual(['A', 'B', 'G', 'K', 'L', 'M']);
  });
});

test('whatever the text, reading it comes to an end', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void splitCommands(text)));
  for (const blank of ['\uFEFF', '\u00A0', '\f', '\v', '\u2028'])
    expect(splitCommands(`${blank}ls a`)[0]!.words.map(({ text }) => text)).toEqual([`${blank}ls`, 'a']);
});
