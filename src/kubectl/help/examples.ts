/** What to type, by a command's path. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  annotate: `# A note on a pod
kubectl annotate pod web description='serves pages'

# Another value in its place
kubectl annotate --overwrite pod web description='serves the shop'

# All pods of the namespace
kubectl annotate pods --all owner=team-a

# The objects of a file
kubectl annotate -f pod.yaml owner=team-a

# Take it away
kubectl annotate pod web description-`,
  'api-resources': `# All types
kubectl api-resources

# With verbs and categories
kubectl api-resources -o wide

# Those outside namespaces
kubectl api-resources --namespaced=false

# Those of Calico
kubectl api-resources --api-group=projectcalico.org`,
  'api-versions': `# All groups and versions
kubectl api-versions`,
  apply: `# A file
kubectl apply -f pod.yaml

# All files of a folder and the folders in it
kubectl apply -f manifests/ -R

# What another command prints
cat pod.yaml | kubectl apply -f -

# A folder with a kustomization.yaml
kubectl apply -k overlays/test

# Only look what would happen
kubectl apply -f pod.yaml --dry-run=server

# Delete what was applied before and is no longer in the folder
kubectl apply --prune -f manifests/ -l app=web`,
  'apply edit-last-applied': `# What was applied last of a deployment
kubectl apply edit-last-applied deployment/web

# As JSON
kubectl apply edit-last-applied deployment/web -o json`,
  'apply set-last-applied': `# Of what the file names
kubectl apply set-last-applied -f deploy.yaml

# Make the annotation where there is none
kubectl apply set-last-applied -f deploy.yaml --create-annotation=true`,
  'apply view-last-applied': `# As YAML
kubectl apply view-last-applied deployment/web

# As JSON, of what the file names
kubectl apply view-last-applied -f deploy.yaml -o json`,
  attach: `# The output of a pod
kubectl attach web

# Of one of its containers
kubectl attach web -c proxy

# Type into it
kubectl attach web -c shell -i -t`,
  'auth can-i': `# May I make pods anywhere?
kubectl auth can-i create pods --all-namespaces

# May I list deployments in this namespace?
kubectl auth can-i list deployments.apps

# May a service account read secrets in the namespace shop?
kubectl auth can-i get secrets -n shop --as=system:serviceaccount:shop:default

# May I do everything?
kubectl auth can-i '*' '*'

# May I read the logs of pods?
kubectl auth can-i get pods --subresource=log

# May I read this path?
kubectl auth can-i get /metrics

# All I may do in the namespace shop
kubectl auth can-i --list -n shop`,
  'auth reconcile': `# Roles and bindings as the file has them
kubectl auth reconcile -f rbac.yaml

# And nothing more than that
kubectl auth reconcile -f rbac.yaml --remove-extra-permissions --remove-extra-subjects`,
  'auth whoami': `# Who am I?
kubectl auth whoami

# As JSON
kubectl auth whoami -o json`,
  autoscale: `# Between 2 and 10 pods
kubectl autoscale deployment web --min=2 --max=10

# Aim at 80 % of the CPU they ask for
kubectl autoscale deployment web --max=5 --cpu-percent=80`,
  'cluster-info': `# The control plane and its services
kubectl cluster-info`,
  'cluster-info dump': `# To the screen
kubectl cluster-info dump

# Other namespaces
kubectl cluster-info dump --namespaces default,shop`,
  completion: `# bash: in this shell, and in each new one
source <(kubectl completion bash)
echo 'source <(kubectl completion bash)' >> ~/.bashrc

# The short name k as well
alias k=kubectl; complete -o default -F __start_kubectl k

# zsh
source <(kubectl completion zsh)

# fish
kubectl completion fish | source

# PowerShell
kubectl completion powershell | Out-String | Invoke-Expression`,
  'config current-context': `# The context in use
kubectl config current-context`,
  'config delete-cluster': `# The cluster lab
kubectl config delete-cluster lab`,
  'config delete-context': `# The context lab
kubectl config delete-context lab`,
  'config delete-user': `# The user lab
kubectl config delete-user lab`,
  'config get-clusters': `# The names of all clusters
kubectl config get-clusters`,
  'config get-contexts': `# All contexts
kubectl config get-contexts

# One of them
kubectl config get-contexts lab`,
  'config get-users': `# The names of all users
kubectl config get-users`,
  'config rename-context': `# lab is called test from now on
kubectl config rename-context lab test`,
  'config set': `# The address of the cluster lab
kubectl config set clusters.lab.server https://192.0.2.10:6443

# The namespace of the context lab
kubectl config set contexts.lab.namespace shop`,
  'config set-cluster': `# The address of the cluster lab
kubectl config set-cluster lab --server=https://192.0.2.10:6443

# Its certificate
kubectl config set-cluster lab --certificate-authority=ca.crt`,
  'config set-context': `# The namespace that is used from now on
kubectl config set-context --current --namespace=shop

# Another user in the context lab
kubectl config set-context lab --user=jane`,
  'config set-credentials': `# A token
kubectl config set-credentials robot --token="$(kubectl create token robot)"

# A certificate
kubectl config set-credentials jane --client-certificate=jane.crt --client-key=jane.key`,
  'config unset': `# No current context
kubectl config unset current-context

# The namespace of the context lab
kubectl config unset contexts.lab.namespace`,
  'config use-context': `# From now on the context lab
kubectl config use-context lab`,
  'config view': `# Everything
kubectl config view

# Only what the current context uses, with secrets
kubectl config view --minify --raw

# The namespace in use
kubectl config view --minify -o jsonpath='{..namespace}'`,
  cordon: `# No new pods on this node
kubectl cordon node01`,
  cp: `# A file into a pod
kubectl cp notes.txt web:/tmp/notes.txt

# A file out of a pod of the namespace shop
kubectl cp shop/web:/etc/hostname hostname

# A folder
kubectl cp pages web:/tmp/pages

# Into one of the pod's containers
kubectl cp notes.txt web:/tmp/notes.txt -c proxy

# What cp cannot do (links, patterns, owners), tar can
tar cf - pages | kubectl exec -i web -- tar xf - -C /tmp`,
  create: `# What a file holds
kubectl create -f pod.yaml

# What another command prints
cat pod.yaml | kubectl create -f -

# A manifest to start from
kubectl create deployment web --image=nginx --dry-run=client -o yaml > web.yaml`,
  'create clusterrole': `# Read pods anywhere
kubectl create clusterrole pod-reader --verb=get,list,watch --resource=pods

# One object only
kubectl create clusterrole config-reader --verb=get --resource=configmaps --resource-name=settings

# A part of an object, and a group
kubectl create clusterrole scaler --verb=get,update --resource=deployments.apps/scale

# A path
kubectl create clusterrole metrics --verb=get --non-resource-url=/metrics`,
  'create clusterrolebinding': `# The role cluster-admin for a user and a group
kubectl create clusterrolebinding admins --clusterrole=cluster-admin --user=jane --group=operators

# The role view for a service account
kubectl create clusterrolebinding robot-views --clusterrole=view --serviceaccount=shop:robot`,
  'create configmap': `# A key for each file of a folder
kubectl create configmap settings --from-file=conf/

# A key of its own for a file
kubectl create configmap settings --from-file=main=conf/main.conf

# Values
kubectl create configmap settings --from-literal=colour=blue --from-literal=size=3

# Lines as KEY=VALUE
kubectl create configmap settings --from-env-file=settings.env`,
  'create cronjob': `# Every minute
kubectl create cronjob clock --image=busybox --schedule="*/1 * * * *" -- date`,
  'create deployment': `# One pod
kubectl create deployment web --image=nginx

# Three, and the port they listen on
kubectl create deployment web --image=nginx --replicas=3 --port=80

# With a command
kubectl create deployment idle --image=busybox -- sleep 1d`,
  'create ingress': `# Everything below / of a host to port 80 of the service web
kubectl create ingress shop --rule="shop.example.org/*=web:80"

# With TLS, and a class
kubectl create ingress shop --class=nginx --rule="shop.example.org/*=web:80,tls=shop-cert"

# What no rule fits
kubectl create ingress shop --default-backend=web:80`,
  'create job': `# Run once
kubectl create job once --image=busybox -- date

# What a cron job would run, now
kubectl create job now --from=cronjob/clock`,
  'create namespace': `# The namespace shop
kubectl create namespace shop`,
  'create poddisruptionbudget': `# At least one pod of the app web is left
kubectl create poddisruptionbudget web --selector=app=web --min-available=1

# At most half of them go at once
kubectl create pdb web --selector=app=web --max-unavailable=50%`,
  'create priorityclass': `# Above others
kubectl create priorityclass high --value=1000 --description="before others"

# What pods without a class get
kubectl create priorityclass usual --value=100 --global-default=true

# Above others, but nobody goes for it
kubectl create priorityclass patient --value=1000 --preemption-policy=Never`,
  'create quota': `# At most ten pods and two CPUs
kubectl create quota small --hard=pods=10,cpu=2

# Of pods that ask for nothing
kubectl create quota best-effort --hard=pods=10 --scopes=BestEffort`,
  'create role': `# Read pods
kubectl create role pod-reader --verb=get,list,watch --resource=pods

# One object only
kubectl create role config-reader --verb=get --resource=configmaps --resource-name=settings

# A type of a group, and a part of an object
kubectl create role scaler --verb=get,update --resource=deployments.apps/scale`,
  'create rolebinding': `# The cluster role view in this namespace, for a user
kubectl create rolebinding jane-views --clusterrole=view --user=jane

# A role for a service account
kubectl create rolebinding robot-reads --role=pod-reader --serviceaccount=shop:robot`,
  'create secret docker-registry': `# A user's way into a registry
kubectl create secret docker-registry registry --docker-server=registry.example.org --docker-username=jane --docker-password=secret

# From docker's own file
kubectl create secret docker-registry registry --from-file=.dockerconfigjson=$HOME/.docker/config.json`,
  'create secret generic': `# Values
kubectl create secret generic database --from-literal=user=admin --from-literal=password=secret

# A key for each file of a folder
kubectl create secret generic keys --from-file=keys/

# A key of its own for a file
kubectl create secret generic keys --from-file=id=~/.ssh/id_rsa

# Lines as KEY=VALUE
kubectl create secret generic settings --from-env-file=settings.env`,
  'create secret tls': `# A certificate and its key
kubectl create secret tls shop-cert --cert=shop.crt --key=shop.key`,
  'create service clusterip': `# Port 80 to port 8080 of the pods
kubectl create service clusterip web --tcp=80:8080

# Without an address of its own
kubectl create service clusterip web --clusterip=None`,
  'create service externalname': `# Another name for a host outside
kubectl create service externalname database --external-name db.example.org`,
  'create service loadbalancer': `# Port 80 to port 8080 of the pods
kubectl create service loadbalancer web --tcp=80:8080`,
  'create service nodeport': `# Port 80 to port 8080 of the pods
kubectl create service nodeport web --tcp=80:8080`,
  'create serviceaccount': `# The account robot
kubectl create serviceaccount robot`,
  'create token': `# For the account robot of this namespace
kubectl create token robot

# Of another namespace, for ten minutes
kubectl create token robot -n shop --duration=10m

# For another audience
kubectl create token robot --audience=https://example.org`,
  debug: `# A shell beside the containers of a pod
kubectl debug -it web --image=busybox --target=web -- sh

# A copy of a pod with one more container
kubectl debug web -it --image=busybox --copy-to=web-debug

# A copy with another command
kubectl debug web -it --copy-to=web-debug --container=web -- sh

# A copy with other images
kubectl debug web --copy-to=web-debug --set-image=*=busybox

# A shell on a node, with its files at /host
kubectl debug node/node01 -it --image=busybox`,
  delete: `# One pod
kubectl delete pod web

# What a file names
kubectl delete -f pod.yaml

# Pods and services by their names, or by a label
kubectl delete pod,service web
kubectl delete pods,services -l app=web

# At once
kubectl delete pod web --now

# Without waiting for a node that does not answer
kubectl delete pod web --force

# All pods of the namespace
kubectl delete pods --all`,
  describe: `# A node
kubectl describe nodes node01

# A pod
kubectl describe pod web
kubectl describe pods/web

# What a file names
kubectl describe -f pod.yaml

# Pods with a label
kubectl describe pods -l app=web

# All pods whose names begin with web
kubectl describe pods web`,
  diff: `# What a file would change
kubectl diff -f pod.yaml

# What another command prints
cat pod.yaml | kubectl diff -f -`,
  drain: `# Leave pods of daemon sets
kubectl drain node01 --ignore-daemonsets

# Also those nobody makes anew, and those with data of their own
kubectl drain node01 --ignore-daemonsets --force --delete-emptydir-data

# 15 minutes to end
kubectl drain node01 --grace-period=900`,
  edit: `# The editor is $KUBE_EDITOR, else $EDITOR, else vi
KUBE_EDITOR=nano kubectl edit svc/web

# As JSON
kubectl edit job.v1.batch/once -o json

# Only its status
kubectl edit deployment web --subresource=status`,
  events: `# Of the namespace
kubectl events

# Of all namespaces
kubectl events --all-namespaces

# Of one pod, and what comes
kubectl events --for pod/web --watch

# Warnings only
kubectl events --types=Warning`,
  exec: `# The date in a pod
kubectl exec web -- date

# In one of its containers
kubectl exec web -c proxy -- date

# A shell in it
kubectl exec -it web -- sh

# A command with flags of its own
kubectl exec web -- ls -l /etc

# In the first pod of a deployment or service
kubectl exec deploy/web -- date
kubectl exec svc/web -- date`,
  explain: `# A type
kubectl explain pods

# All its fields
kubectl explain pods --recursive

# One field
kubectl explain pods.spec.containers

# Of another version
kubectl explain cronjobs --api-version=batch/v1`,
  expose: `# A deployment's pods on port 80, which listen on 8080
kubectl expose deployment web --port=80 --target-port=8080

# A pod
kubectl expose pod web --port=80 --name=frontend

# On a port of each node
kubectl expose deployment web --port=80 --type=NodePort

# What a file names
kubectl expose -f deploy.yaml --port=80`,
  get: `# All pods of the namespace
kubectl get pods

# With addresses and nodes
kubectl get pods -o wide

# One pod, as YAML
kubectl get pod web -o yaml

# All pods of all namespaces
kubectl get pods -A

# Those with a label
kubectl get pods -l app=web

# The addresses of some pods
kubectl get pods -l app=web -o jsonpath='{.items[*].status.podIP}'

# Columns of your own
kubectl get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image

# Several types
kubectl get deployments,services

# What a file names
kubectl get -f pod.yaml

# A part of an object
kubectl get deployment web --subresource=status

# Go on printing changes
kubectl get pods -w`,
  kustomize: `# This folder
kubectl kustomize

# Another one
kubectl kustomize overlays/test`,
  label: `# A label on a pod
kubectl label pod web env=dev

# Another value in its place
kubectl label --overwrite pod web env=test

# All pods of the namespace
kubectl label pods --all security=strict --overwrite

# The objects of a file
kubectl label -f pod.yaml env=dev

# Take it away
kubectl label pod web env-`,
  logs: `# Of a pod
kubectl logs web

# Of all its containers
kubectl logs web --all-containers

# Of pods with a label
kubectl logs -l app=web --all-containers

# Before the last restart
kubectl logs -p web -c proxy

# Go on printing
kubectl logs -f web

# The last 20 lines; the last hour
kubectl logs --tail=20 web
kubectl logs --since=1h web

# Of the first pod of a job or deployment
kubectl logs job/once
kubectl logs deployment/web -c proxy`,
  options: `# Flags of every command
kubectl options`,
  patch: `# A field, with a strategic merge patch
kubectl patch deploy web -p '{"spec":{"replicas":3}}'

# What a file names, with the patch of another
kubectl patch -f deploy.yaml --patch-file patch.yaml

# An image, found by the container's name
kubectl patch pod web -p '{"spec":{"containers":[{"name":"web","image":"nginx:1.27"}]}}'

# With a JSON patch
kubectl patch pod web --type=json -p='[{"op":"replace","path":"/spec/containers/0/image","value":"nginx:1.27"}]'

# A custom resource
kubectl patch felixconfiguration default --type merge -p '{"spec":{"flowLogsFlushInterval":"10s"}}'

# The size, by the part of the object that holds it
kubectl patch deployment web --subresource=scale --type=merge -p '{"spec":{"replicas":2}}'`,
  plugin: `# Every plugin of the PATH
kubectl plugin list

# Without the folders
kubectl plugin list --name-only`,
  'plugin list': `# Every plugin of the PATH
kubectl plugin list

# Without the folders
kubectl plugin list --name-only`,
  'port-forward': `# Ports 5000 and 6000, to the same ports of the pod
kubectl port-forward pod/web 5000 6000

# Port 8080 to port 80 of a deployment's pod
kubectl port-forward deployment/web 8080:80

# To what a service calls its port http
kubectl port-forward service/web 8080:http

# Any free port
kubectl port-forward pod/web :80

# From other machines too
kubectl port-forward --address 0.0.0.0 pod/web 8080:80`,
  replace: `# A file
kubectl replace -f pod.yaml

# What another command prints
kubectl get pod web -o yaml | sed 's/nginx:1.25/nginx:1.27/' | kubectl replace -f -

# Delete and make anew
kubectl replace --force -f pod.yaml`,
  rollout: `# Go back to the revision before
kubectl rollout undo deployment/web

# Wait until it is out
kubectl rollout status deployment/web`,
  'rollout history': `# All revisions
kubectl rollout history deployment/web

# One of them
kubectl rollout history deployment/web --revision=3`,
  'rollout pause': `# A deployment
kubectl rollout pause deployment/web`,
  'rollout restart': `# A deployment
kubectl rollout restart deployment/web

# All deployments of the namespace
kubectl rollout restart deployment -n shop

# Those with a label
kubectl rollout restart deployment --selector=app=web`,
  'rollout resume': `# A paused deployment
kubectl rollout resume deployment/web`,
  'rollout status': `# Wait until it is out
kubectl rollout status deployment/web

# A minute at most
kubectl rollout status deployment/web --timeout=60s`,
  'rollout undo': `# The revision before
kubectl rollout undo deployment/web

# A certain one
kubectl rollout undo daemonset/agent --to-revision=3

# Only look what it would be
kubectl rollout undo --dry-run=server deployment/web`,
  run: `# A pod that serves pages
kubectl run web --image=nginx

# With a port, a variable and labels
kubectl run web --image=nginx --port=80 --env=COLOUR=blue --labels=app=web,env=dev

# A shell that is gone afterwards
kubectl run -it --rm tmp --image=busybox --restart=Never -- sh

# Another command
kubectl run idle --image=busybox --command -- sleep 1d

# A manifest to start from
kubectl run web --image=nginx --dry-run=client -o yaml

# With what no flag says
kubectl run web --image=nginx --overrides='{"spec":{"nodeName":"node01"}}'`,
  scale: `# Three pods
kubectl scale deploy web --replicas=3

# What a file names
kubectl scale --replicas=3 -f deploy.yaml

# Only if there are two
kubectl scale --current-replicas=2 --replicas=3 deployment/web

# Several at once
kubectl scale --replicas=5 deployment/web deployment/api`,
  'set env': `# A variable
kubectl set env deployment/web COLOUR=blue

# What is set
kubectl set env deployment/web --list

# From a config map, with a prefix
kubectl set env deployment/web --from=configmap/settings --prefix=SHOP_

# Some keys of a secret
kubectl set env deployment/web --from=secret/database --keys=user,password

# In one of the containers
kubectl set env deployment/web -c proxy LEVEL=debug

# Take it away
kubectl set env deployment/web COLOUR-`,
  'set image': `# One container
kubectl set image deployment/web nginx=nginx:1.27

# All containers
kubectl set image daemonset agent *=nginx:1.27

# A manifest in, a manifest out
kubectl set image -f deploy.yaml nginx=nginx:1.27 --local -o yaml`,
  'set resources': `# One container
kubectl set resources deployment web -c=nginx --limits=cpu=200m,memory=512Mi

# All containers
kubectl set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi

# Take them away
kubectl set resources deployment web --limits=cpu=0,memory=0 --requests=cpu=0,memory=0`,
  'set selector': `# The pods of another app
kubectl set selector service web app=shop`,
  'set serviceaccount': `# A deployment
kubectl set serviceaccount deployment web robot`,
  'set subject': `# A service account
kubectl set subject rolebinding readers --serviceaccount=shop:robot

# Users and a group
kubectl set subject rolebinding readers --user=jane --user=joe --group=operators`,
  taint: `# No new pods without a toleration
kubectl taint nodes node01 dedicated=shop:NoSchedule

# Take it away
kubectl taint nodes node01 dedicated:NoSchedule-

# All taints of that key
kubectl taint nodes node01 dedicated-

# Nodes with a label
kubectl taint node -l disk=ssd dedicated=shop:PreferNoSchedule`,
  'top node': `# All nodes
kubectl top node

# One of them
kubectl top node node01`,
  'top pod': `# Pods of the namespace
kubectl top pod

# Of another one
kubectl top pod -n shop

# With their containers
kubectl top pod web --containers

# Those with a label
kubectl top pod -l app=web`,
  uncordon: `# Pods may come again
kubectl uncordon node01`,
  version: `# Of client and server
kubectl version

# Of this client only
kubectl version --client`,
  wait: `# Until a pod is ready
kubectl wait --for=condition=Ready pod/web

# Until all pods with a label are
kubectl wait --for=condition=Ready pod -l app=web --timeout=60s

# Until a field has a value
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web

# Until a service has an address
kubectl wait --for=jsonpath='{.status.loadBalancer.ingress}' service/web

# Until it is there
kubectl wait --for=create pod/web --timeout=60s

# Until it is gone
kubectl wait --for=delete pod/web --timeout=60s`,
};
