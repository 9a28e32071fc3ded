import { test } from 'vitest';
import { expectOutputs } from '../../simulated/testing.ts';

test('yq reads streams of YAML documents with paths and filters', async () => {
  const yaml = { '/root/m.yaml': 'kind: A\nitems:\n  - n: 1\n  - n: 2\n---\nkind: B\nitems: []\n' };
  const cases: [string, string][] = [
    ['yq .kind m.yaml', 'A\nB\n'],
    ["yq -o=json '.items' m.yaml", '[\n  {\n    "n": 1\n  },\n  {\n    "n": 2\n  }\n]\n[]\n'],
    ["yq e '.items[].n' m.yaml", '1\n2\n'],
    ['yq \'select(.kind == "B")\' m.yaml', 'kind: B\nitems: []\n'],
    ['yq -i \'.kind = "C"\' m.yaml; yq .kind < m.yaml; cat m.yaml | head -2', 'C\nC\nkind: C\nitems:\n'],
    ["echo 'a: {b: x}' | yq -r .a.b; echo '{\"j\": 1}' | yq", 'x\nj: 1\n'],
    ['yq -e .none m.yaml; echo $?', 'null\nnull\n1\n'],
    [
      "echo 'a: [' | yq .; echo $?",
      "1\nError: bad file '-': Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:\n",
    ],
    ['yq .a nosuch; echo $?', '1\nyq: nosuch: No such file or directory\n'],
    ['yq -o=toml . m.yaml', "Error: unknown output format 'toml': it writes yaml and json\n"],
  ];
  await expectOutputs(cases, yaml);
});
