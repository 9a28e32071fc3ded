import { describe, expect, test } from 'vitest';
import { memoryTree } from '../../test/support/file-trees.ts';
import { findMentions, loadTrack } from './index.ts';

const mentions = (script: string) =>
  findMentions(loadTrack(memoryTree({ 'm.md': `\`\`\`bash,run\n${script}\n\`\`\`` }), 'm.md'));

describe('namespaces', () => {
  test.each([
    ['kubectl -n shop get pods', ['shop']],
    ['kubectl get pods --namespace=shop', ['shop']],
    ['kubectl get ns shop', ['shop']],
    ['kubectl exec -t multitool -- sh -c "curl -I frontend.shop 2>/dev/null | grep -i http"', ['shop']],
    ['kubectl exec x -- nc -zv db.data.svc.cluster.local 5432', ['data']],
    ['curl https://www.example.com/a.b', []],
    ['kubectl -n $NS get pods', []],
    ['kubectl create ns shop; kubectl -n shop get pods', []],
    ['kubectl apply -f - <<EOF\nkind: Namespace\nmetadata: {name: shop}\nEOF\nkubectl -n shop get pods', []],
  ])('%s', (script, expected) => {
    expect(mentions(script).namespaces).toEqual(expected);
  });
});

describe('pods', () => {
  test.each([
    ['kubectl -n shop exec -t multitool -- ls', ['shop/multitool']],
    ['kubectl exec multitool -- ls', ['default/multitool']],
    ['kubectl logs pod/web', ['default/web']],
    ['kubectl get po web -n shop', ['shop/web']],
    ['kubectl label pod web a=b c-', ['default/web']],
    ['kubectl label pods --all -n shop a=b', []],
    ['kubectl exec deploy/web -- ls', []],
    ['kubectl run web --image=nginx\nkubectl exec web -- ls', []],
    ['A=$(kubectl -n shop exec web -- hostname)', ['shop/web']],
  ])('%s', (script, expected) => {
    expect(mentions(script).pods).toEqual(expected);
  });
});

describe('files', () => {
  test.each([
    ['kubectl apply -f demo/a.yaml', ['demo/a.yaml']],
    ['kubectl apply -f ./demo/', ['demo/']],
    ["sed -i 's,A,B,' demo/a.yaml", ['demo/a.yaml']],
    ['kubectl apply -f - < demo/a.yaml', ['demo/a.yaml']],
    ['cd demo/x\nkubectl apply -f a.yaml', ['demo/x/a.yaml']],
    ['cd demo/x && cd .. && cat y/b.txt', ['demo/y/b.txt']],
    ['cd /tmp; kubectl apply -f a.yaml', []],
    ['kubectl apply -f https://example.com/a.yaml', []],
    ['kubectl apply -f $FILE', []],
    ['kubectl exec x -- cat etc/a.conf', []],
    ['cat > demo/a.yaml <<EOF\nx\nEOF\nkubectl apply -f demo/a.yaml', []],
    ['git clone https://example.com/lab.git\nkubectl apply -f lab/a.yaml', []],
    ['curl -O https://example.com/a.yaml\nkubectl apply -f a.yaml', []],
  ])('%s', (script, expected) => {
    expect(mentions(script).files).toEqual(expected);
  });
});

test('what the text creates is named apart', () => {
  expect(mentions('kubectl create namespace shop\nkubectl run web -n shop --image=x\necho a > b.txt').created).toEqual({
    namespaces: ['shop'],
    pods: ['shop/web'],
    files: ['b.txt'],
  });
});

test('output is no mention', () => {
  const text = 'Output:\n\n```bash\nkubectl -n shop get pods\n```';
  expect(findMentions(loadTrack(memoryTree({ 'm.md': text }), 'm.md')).namespaces).toEqual([]);
});

test('what set-up scripts and firedrill.yml bring is not asked of an environment', () => {
  const tree = memoryTree({
    'track.yml': 'slug: t\ntitle: T\n',
    'firedrill.yml': 'files: {~/policy.yaml: p.yaml}\n',
    'p.yaml': 'x',
    'track_scripts/setup-box': 'cat <<EOF > /root/app.yaml\nx\nEOF\nkubectl create ns bank --dry-run=client -o yaml',
    '01-a/assignment.md':
      '---\nslug: a\n---\n```bash\nkubectl apply -n bank -f app.yaml -f policy.yaml -f other.yaml\n```\n',
  });
  const { files, namespaces } = findMentions(loadTrack(tree, ''));
  expect({ files, namespaces }).toEqual({ files: ['other.yaml'], namespaces: [] });
});
