import { expect, test } from 'vitest';
import { outcomes, verifyText } from '../support/verify-text.ts';

const INTO_A_POD = `# Go in

\`\`\`bash
kubectl exec -it multitool -- sh
\`\`\`

# Work there

\`\`\`bash
hostname > /tmp/who
X=1
\`\`\`

\`\`\`bash
echo $X >> /tmp/who
exit
\`\`\`

# And out

\`\`\`bash
kubectl exec multitool -- cat /tmp/who | tr '\\n' ' ' | grep -q '^multitool 1 $' && kubectl create namespace done
kubectl get namespace done
\`\`\`
`;

test('blocks after one that opens a shell in a pod are typed into it, until one leaves it', async () => {
  const report = await verifyText(INTO_A_POD, { environment: 'hipstershop' });
  expect(outcomes(report)).toEqual(['unchecked', 'unchecked', 'unchecked']);
  expect(report.steps.flatMap(({ blocks }) => blocks.map(({ outcome }) => outcome.code))).toEqual([0, 0, 0, 0]);
  // Reading time alone: four seconds before each block.
  expect(report.simulated).toBe(16_000);
});

test('a track that never leaves such a shell ends all the same', async () => {
  const report = await verifyText(INTO_A_POD.split('# Work there')[0]!, { environment: 'hipstershop' });
  expect(outcomes(report)).toEqual(['unchecked']);
});
