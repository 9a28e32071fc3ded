import { expect, test } from 'vitest';
import { whatIsOpen } from './index.ts';

test.each([
  ['kubectl apply -f - <<EOF\nkind: Pod', 'the here-document ends with a line EOF'],
  ['kubectl apply -f -<<\\END\nkind: Pod', 'the here-document ends with a line END'],
  ["echo 'abc", "a quote is still open: '"],
  ['echo "it\'s', 'a quote is still open: "'],
  ['kubectl get pods \\', 'a \\ at the end of a line joins it to the next'],
  ['kubectl get pods |', 'the command after the last sign'],
  ['for pod in a b; do', undefined],
])('%s', (text, open) => expect(whatIsOpen(text)).toBe(open));
