/** First words that make an unlabelled block a command. One word of output here costs a false "run this". */
const WORDS = `
  kubectl k oc calicoctl helm kustomize istioctl linkerd eksctl k3s k3d kind minikube kubeadm kubectx kubens krew stern k9s
  argocd flux tkn dapr crictl ctr nerdctl docker docker-compose podman buildah skopeo
  aws az gcloud gsutil doctl ibmcloud terraform tofu ansible ansible-playbook packer vault consul nomad instruqt
  curl wget nc ncat netcat ping ping6 nmap dig nslookup telnet traceroute tracepath mtr tcpdump ss netstat ip ifconfig
  iptables ip6tables ipset iptables-save nft route arp ethtool bridge conntrack ssh scp sftp rsync openssl ab hey fortio siege iperf iperf3
  cat ls cd pwd cp mv rm mkdir rmdir touch ln chmod chown chgrp find grep egrep fgrep rg sed awk gawk cut sort uniq wc head
  tail tee tr xargs diff cmp comm paste join column jq yq base64 md5sum sha256sum xxd od hexdump strings file stat du df
  tar gzip gunzip zip unzip less more vi vim nano ed watch sleep timeout seq yes tree realpath readlink basename dirname
  mktemp date env printenv uname hostname whoami id su sudo ps top htop kill pkill killall nohup screen tmux time which
  whereis man clear reset uptime free lsof lsmod modprobe mount umount dmesg journalctl systemctl service crontab sysctl
  apt apt-get dpkg yum dnf rpm apk brew snap pip pip3 npm npx node python python3 ruby perl go java javac mvn gradle make
  git gh bash sh zsh envsubst getent useradd usermod passwd groupadd agent fail-message set-workdir set-status
  mysql psql redis-cli mongo mongosh etcdctl firedrill
  echo printf read export unset set alias unalias source . eval exec exit return shift trap test [ [[ (( { ( : ! true false
  declare local typeset readonly let type command builtin hash jobs fg bg wait pushd popd shopt ulimit umask getopts
  if for while until case select function do done fi esac then else elif
`;

const KNOWN = new Set(WORDS.trim().split(/\s+/));

/** Whether a word is a command people run in labs: in the table, or a path to a program. */
export function isKnownCommand(word: string): boolean {
  return KNOWN.has(word) || /^(?:\.{1,2}|~)?\/[\w./-]+$/.test(word);
}
