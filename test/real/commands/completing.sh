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
kubectl run p --image=nginx
kubectl wait pod/p --for=condition=Ready
kubectl __complete exec -it ''
kubectl __complete logs ''
kubectl __complete attach p
kubectl __complete port-forward ''
kubectl __complete describe ''
kubectl __complete get pods,de
kubectl __complete get pod p ''
kubectl __complete rollout status ''
kubectl __complete rollout restart d
kubectl __complete taint ''
kubectl __complete expose ''
kubectl __complete expose pod ''
kubectl __complete set image ''
kubectl __complete rollout pause ''
kubectl __complete get pods --output=j
kubectl __complete --cluster ''
kubectl __complete --user ''
kubectl __completeNoDesc get no
kubectl __completeNoDesc describe dae
kubectl __complete apply -f ''
kubectl __complete delete --filename=
kubectl __complete apply -k ''
