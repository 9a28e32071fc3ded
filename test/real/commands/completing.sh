kubectl __complete po
kubectl __complete rollout ''
kubectl __complete config use-con
kubectl __complete get nod
kubectl __complete get nodes ''
kubectl __complete get node/
kubectl __complete get pods -n kube-s
kubectl __complete get pods -n ''
kubectl __complete get pods -n kube-system -o js
kubectl __complete get pods nosuch
kubectl __complete get nosuch ''
kubectl __complete cordon ''
kubectl completion
kubectl completion nosuch
kubectl completion bash zsh
source <(kubectl completion bash)
kubectl __complete delete ns def
kubectl __complete config use-context ''
kubectl __complete get pods --dry
