import { describe, expect, test } from 'vitest';
import { endsInChange, isChange } from './state-changing.ts';

describe('a call of kubectl', () => {
  test.each([
    'apply -f x.yaml',
    '-n dev label pods --all a=b',
    '--context lab delete pod x',
    'create ns a',
    'rollout restart deploy/x',
  ])('%j is there to change something', (args) => {
    expect(isChange('kubectl', args.split(' '))).toBe(true);
  });

  test.each([
    'get pods',
    '-n dev exec netshoot -- nmap -Pn 10.0.0.1',
    'exec -t a -- sh -c apply',
    'wait --for=delete pod/x',
  ])('%j is evidence', (args) => {
    expect(isChange('kubectl', args.split(' '))).toBe(false);
  });
});

describe('a statement', () => {
  test.each([
    "sed -i 's,A,B,' file",
    'sed --in-place=.bak s/a/b/ x',
    'cp a b',
    'test -f a && cp a b',
    'FOO=1 mkdir -p x',
    'helm install a b',
    'cat <<EOF | tee file\ngrep me\nEOF',
  ])('%j ends in a change', (statement) => {
    expect(endsInChange(statement)).toBe(true);
  });

  test.each([
    'cp a b && grep x b',
    'cp a b; curl -I frontend',
    'curl -I frontend',
    "sed 's,A,B,' file",
    'cp a b | grep copied',
    "echo 'rm x; cp a b'",
    'grep rm <<EOF\nrm x\nEOF',
    'kubectl label pods --all a=b; curl x',
  ])('%j ends in evidence', (statement) => {
    expect(endsInChange(statement)).toBe(false);
  });
});
