kubectl create deployment web --image=nginx:1.25 --replicas=2 --port=80
kubectl create sa robot
kubectl get deploy -o go-template='{{nofunc .items}}'
kubectl rollout status deploy/web >/dev/null
kubectl get pods --sort-by=.spec.containers
kubectl set image deploy/web nginx
kubectl set env deploy/web A
kubectl set resources deploy/web --limits=cpu=abc
kubectl set resources deploy/web --limits=cpu
kubectl label deploy web a=b=c
kubectl patch deploy web -p '{'
kubectl patch deploy web -p '{spec: {replicas: 2}}'
kubectl patch deploy web --type=merge -p '{"spec":{"replicas":1,}}'
kubectl patch deploy web --type=json -p '[{"op":"replace" "path":"/spec"}]'
kubectl create configmap c --append-hash --from-literal=x=1 -o jsonpath='{.metadata.name}' | tr -d -
kubectl create secret generic s --append-hash --from-literal=a=b -o jsonpath='{.metadata.name}' | tr -d -
kubectl create clusterrole c --verb=list --non-resource-url=/x
kubectl create clusterrole c --verb=get --non-resource-url=x
kubectl create clusterrole c --verb=get --non-resource-url='/x*/y'
kubectl create job j --image=busybox --from=cronjob/x
kubectl create quota q --hard=pods
kubectl create quota q --hard=pods=many
kubectl run p --image=nginx --overrides='{' --dry-run=client
kubectl wait --for=condition=Foo deploy/web --timeout=0s
kubectl create service clusterip nobody --tcp=80:8080
kubectl logs svc/nobody --pod-running-timeout=1s
kubectl exec svc/nobody --pod-running-timeout=1s -- ls
kubectl taint nodes --all x=y:NoSchedule x:NoSchedule-
kubectl cordon
kubectl explain
kubectl get pods -foo
kubectl get pods --token foo
kubectl get pods --raw /x
kubectl get pods --output-watch-events
T=$(kubectl create token robot); kubectl --token "$T" auth whoami -o jsonpath='{.status.userInfo.username}'; kubectl --token "$T" get nodes
kubectl config set-credentials robot --token="$(kubectl create token robot)"; kubectl config set-context robot --cluster="$(kubectl config view -o jsonpath='{.clusters[0].name}')" --user=robot; kubectl --context robot get cm -n kube-system
kubectl get ns -o go-template='{{range .items}}{{.metadata.name}}{{break}}{{end}}'
kubectl get ns -o go-template='{{range .items}}{{if eq .metadata.name "default"}}{{continue}}{{end}}{{.metadata.name}} {{end}}'
kubectl get ns default -o go-template='{{define "T"}}<{{.}}>{{end}}{{template "T" .metadata.name}}'
kubectl get ns default -o go-template='{{printf "%v %T %q %5.2f %x %03d|%-5s|%d" .metadata.name 1.5 "a" 1.5 255 7 "ab" "no"}} {{js "it'"'"'s"}} {{html "<a>"}} {{print 1 2 "a"}}'
kubectl get ns default -o go-template='{{.metadata.name.foo}}'
kubectl get ns default -o go-template='{{index .metadata.labels 0}}'
kubectl get ns default -o go-template='{{if .kind}}\n{{eq .metadata.name 1}}{{end}}'
kubectl get ns -o go-template='{{.items.metadata}}'
kubectl get ns default -o go-template='{{range .kind}}{{end}}'
kubectl get ns default -o go-template='{{$x}}'
kubectl get ns default -o go-template-file=/nope
kubectl get ns -o jsonpath='{.items[?(@.metadata.name=~"kube.*")].metadata.name}'
printf 'apiVersion: v1\nkind: pod\nmetadata:\n  name: a\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    app: 1\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: x\n   image: y\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: y: z\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  x: "1\n' | kubectl apply -f -
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: *a\n' | kubectl apply -f -
printf '{"apiVersion":"v1","kind":"ConfigMap",}' | kubectl apply -f -
printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j1"}}{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"j2"}}' | kubectl apply -f -
printf '{apiVersion: v1, kind: ConfigMap, metadata: {name: flow}}' | kubectl apply -f -
kubectl create deploy back --image=nginx:1
kubectl rollout status deploy/back >/dev/null; kubectl set image deploy/back nginx=nginx:2; kubectl annotate deploy/back kubernetes.io/change-cause=second; kubectl rollout status deploy/back >/dev/null
sleep 1; kubectl rollout history deploy/back --revision=2
kubectl rollout undo deploy/back; kubectl get deploy back -o jsonpath='{.metadata.annotations.kubernetes\.io/change-cause}'
kubectl set env; kubectl set env --list; kubectl set image a=b
