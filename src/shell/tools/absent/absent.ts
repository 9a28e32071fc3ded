import type { Tool } from '../../types.ts';

/** Programs a learner may reach for that a lab has no use for, and what to do instead. */
const ABSENT: Readonly<Record<string, string>> = {
  'apt-get': 'every tool a track needs is already installed',
  apt: 'every tool a track needs is already installed',
  yum: 'every tool a track needs is already installed',
  dnf: 'every tool a track needs is already installed',
  apk: 'every tool a track needs is already installed',
  brew: 'every tool a track needs is already installed',
  snap: 'every tool a track needs is already installed',
  pip: 'every tool a track needs is already installed',
  pip3: 'every tool a track needs is already installed',
  npm: 'every tool a track needs is already installed',
  systemctl: "the cluster's parts are pods: look with 'kubectl get pods -A'",
  service: "the cluster's parts are pods: look with 'kubectl get pods -A'",
  journalctl: "logs are read with 'kubectl logs'",
  docker: "containers are reached with 'kubectl exec'",
  podman: "containers are reached with 'kubectl exec'",
  crictl: "containers are reached with 'kubectl exec'",
  nerdctl: "containers are reached with 'kubectl exec'",
  ssh: "go into a pod with 'kubectl exec -it POD -- sh'",
  scp: "copy with 'kubectl cp'",
  rsync: "copy with 'kubectl cp'",
  git: "the track's files are already on this machine: see 'ls'",
  python: 'write it as a shell script, with jq for JSON',
  python3: 'write it as a shell script, with jq for JSON',
  node: 'write it as a shell script, with jq for JSON',
  perl: 'write it as a shell script, with sed or awk',
  terraform: 'the cluster is there already',
  gcloud: 'the cluster is there already',
  aws: 'the cluster is there already',
  az: 'the cluster is there already',
  ifconfig: "addresses are shown by 'hostname -i' and 'kubectl get pods -o wide'",
  ss: "what listens is shown by 'kubectl get services -A'",
  netstat: "what listens is shown by 'kubectl get services -A'",
  calicoctl: "kubectl serves the same kinds: 'kubectl get globalnetworkpolicies.projectcalico.org'",
  helm: "charts are not run here: apply the manifests with 'kubectl apply -f'",
  istioctl: "no mesh is run here: look with 'kubectl get pods -A'",
  kubectx: "the one context is shown by 'kubectl config current-context'",
  kubens: "choose a namespace with 'kubectl config set-context --current --namespace=NAME'",
  k9s: "look with 'kubectl get pods -A -w'",
  df: "what a node can hold is shown by 'kubectl describe node NAME'",
  free: "what a node can hold is shown by 'kubectl describe node NAME', what is used by 'kubectl top nodes'",
  lscpu: "what a node can hold is shown by 'kubectl describe node NAME'",
  top: "processes are shown by 'ps aux'",
  htop: "processes are shown by 'ps aux'",
  tmux: 'open another terminal instead',
  screen: 'open another terminal instead',
};

/** Says that a program is not here, kindly; the exit code is the shell's for a missing command. */
export const absent: Tool = {
  name: 'apt-get',
  aliases: Object.keys(ABSENT).filter((name) => name !== 'apt-get'),
  async run({ name, stderr }) {
    stderr(`${name}: not in this lab; ${ABSENT[name]}\n`);
    return 127;
  },
};

/** True for a program that real images may carry and no machine of ours does. */
export function isAbsent(program: string): boolean {
  return Object.hasOwn(ABSENT, program);
}
