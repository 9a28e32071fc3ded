import { describe, expect, test } from 'vitest';
import { fixtureTree, memoryTree } from '../../test/support/file-trees.ts';
import { findObligations, loadTrack } from './index.ts';

function obligations(text: string, hostFiles: Record<string, string> = {}) {
  const track = loadTrack(memoryTree({ 'm.md': text }), 'm.md');
  return findObligations(
    track.challenges.flatMap(({ steps }) => steps),
    (path) => hostFiles[path],
  );
}

const alert = (name: string, query = 'a = b') =>
  `kind: GlobalAlert\nmetadata:\n  name: ${name}\nspec:\n  query: ${query}`;
const block = (script: string) => `\`\`\`bash\n${script}\n\`\`\`\n`;
const brief = (text: string, hostFiles?: Record<string, string>) =>
  obligations(text, hostFiles).map(({ alert: name, opened, due }) => [name, opened, due]);

describe('an alert is found', () => {
  test.each([
    ['kubectl apply -f -<<\\EOF\n@\nEOF'],
    ['kubectl create -f - << EOF\n@\nEOF'],
    ['kubectl apply --filename=- <<-"EOF"\n@\nEOF'],
    ['cat <<EOF | kubectl apply -f -\n@\nEOF'],
    ['cat << EOF |\n@\nEOF\nkubectl -n x apply -f-'],
    ['cat > a.yaml <<EOF\n@\nEOF\nkubectl apply -f ./a.yaml'],
    ['tee a.yaml <<EOF\n@\nEOF\nsudo kubectl create -f a.yaml'],
    ['kubectl apply -f host.yaml'],
    ['kubectl apply -f- < host.yaml'],
    ['cat host.yaml | kubectl apply -f -'],
    ["sed 's,A,B,' host.yaml | kubectl apply -f -"],
    ['calicoctl apply -f host.yaml'],
  ])('%j', (script) => {
    const manifest = alert('x.y');
    expect(brief(block(script.replace('@', manifest)), { 'host.yaml': manifest })).toEqual([['x.y', 1, 1]]);
  });

  test('in a text of several documents and in a list, with its manifest', () => {
    const list = `kind: List\nitems:\n- kind: GlobalAlert\n  metadata: {name: b}\n- kind: Pod\n  metadata: {name: p}`;
    const found = obligations(block(`kubectl apply -f all.yaml`), {
      'all.yaml': `# top\n---\n${alert('a')}\n---\n${list}`,
    });
    expect(found.map(({ alert: name, manifest }) => [name, manifest['spec']?.query])).toEqual([
      ['a', 'a = b'],
      ['b', undefined],
    ]);
  });

  test('where it stands', () => {
    expect(obligations(`# T\n\n${block(`ls\nkubectl apply -f - <<EOF\n${alert('a')}\nEOF`)}`)[0]!.position).toEqual({
      line: 6,
      column: 1,
    });
  });
});

describe('nothing is found', () => {
  test.each([
    ['in output', `Output:\n\n${block(`kubectl apply -f - <<EOF\n${alert('a')}\nEOF`)}`],
    ['in YAML that is only shown', `\`\`\`yaml\n${alert('a')}\n\`\`\``],
    ['in what is deleted', block(`kubectl delete -f - <<EOF\n${alert('a')}\nEOF`)],
    ['in other kinds', block('kubectl apply -f - <<EOF\nkind: Pod\nmetadata: {name: a}\nEOF')],
    ['in broken YAML', block('kubectl apply -f - <<EOF\nkind: GlobalAlert\nmetadata: {name: [\nEOF')],
    ['behind an address', block('kubectl apply -f https://example.com/a.yaml')],
    ['in a file that is not there', block('kubectl apply -f none.yaml')],
  ])('%s', (_, text) => {
    expect(brief(text)).toEqual([]);
  });
});

describe('it is due', () => {
  const apply = (name: string) => block(`kubectl apply -f - <<EOF\n${alert(name)}\nEOF`);
  const run = block('curl x');

  test('in its own step when the next step applies another', () => {
    expect(brief(`# A\n${apply('a')}\n# B\n${apply('b')}`)).toEqual([
      ['a', 1, 1],
      ['b', 2, 2],
    ]);
  });

  test('in the last step with a block before the next alert, or of the text', () => {
    expect(brief(`# A\n${apply('a')}\n# B\n${run}\n# C\n${apply('c')}\n# D\n${run}\n# E\n${run}`)).toEqual([
      ['a', 1, 2],
      ['c', 3, 5],
    ]);
  });

  test('with all others of its step; applied twice there, the later one counts', () => {
    const twice = block(
      `kubectl apply -f - <<EOF\n${alert('a')}\n---\n${alert('b')}\n---\n${alert('a', 'c = d')}\nEOF`,
    );
    const found = obligations(`# A\n${twice}\n# B\n${run}`);
    expect(found.map(({ alert: name, due, manifest }) => [name, due, manifest['spec'].query])).toEqual([
      ['a', 2, 'c = d'],
      ['b', 2, 'a = b'],
    ]);
  });

  test('as the two fixtures say', () => {
    const brief = (file: string) =>
      findObligations(loadTrack(fixtureTree('single'), file).challenges[0]!.steps, (path) =>
        path === 'demo/bells/bell.yaml' ? alert('bell.front') : undefined,
      ).map(({ alert: name, opened, due }) => [name, opened, due]);
    expect(brief('challenge-traps.md')).toEqual([
      ['guests.changed', 1, 1],
      ['strangers.asked', 2, 2],
    ]);
    expect(brief('module-traps.md')).toEqual([['bell.front', 1, 5]]);
  });
});

test('an alert applied from a URL that the track answers for is owed too', () => {
  const files = { 'https://raw.example.org/alert.yaml': alert('fetched') };
  const apply = 'kubectl apply -f https://raw.example.org/alert.yaml';
  const piped = 'curl -sL https://raw.example.org/alert.yaml | kubectl apply -f -';
  for (const script of [apply, piped]) expect(brief(block(script), files)).toEqual([['fetched', 1, 1]]);
  expect(brief(block(apply))).toEqual([]);
});
