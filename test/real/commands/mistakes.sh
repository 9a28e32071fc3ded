kubectl get podz
kubectl get pods -namespace default
kubectl get pods --namespaces default
kubectl get pods --all-namespace
kubectl get pods -o jsonpatch={}
kubectl get pod/web svc
kubectl get pods -l 'a=b=c'
kubectl get pods --field-selector status.phase
kubectl get pods -w -o nosuch
kubectl gets pods
kubectl Get pods
kubectl aply -f x
kubectl apply x.yaml
kubectl apply -f x.yaml -f y.yaml
kubectl apply -f /nosuch/x.yaml
touch empty.yaml; kubectl apply -f empty.yaml
printf -- '---\n' > docs.yaml; kubectl apply -f docs.yaml
printf 'kind: Pod\nmetadata: {name: x}\n' > noapi.yaml; kubectl apply -f noapi.yaml
printf 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: b}]}\n' > noname.yaml; kubectl apply -f noname.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: x\n' > tab.yaml; kubectl apply -f tab.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: true\n' > bool.yaml; kubectl create -f bool.yaml
printf 'apiVersion: apps/v1\nkind: Pod\nmetadata:\n  name: x\n' > group.yaml; kubectl apply -f group.yaml
printf 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy\nmetadata:\n  name: x\n' > psp.yaml; kubectl apply -f psp.yaml
printf 'apiVersion: v1\nkind: pod\nmetadata:\n  name: x\n' > lower.yaml; kubectl apply -f lower.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: Bad_Name\nspec:\n  containers:\n  - name: a\n    image: nginx\n' > name.yaml; kubectl apply -f name.yaml
printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n  containers:\n  - name: a\n    image: nginx\n    imagePullPolicy: Sometimes\n    ports: [{containerPort: 70000}]\n' > values.yaml; kubectl apply -f values.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n---\napiVersion: v1\nkind: Nosuch\nmetadata:\n  name: two\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: three\n' > multi.yaml; kubectl apply -f multi.yaml
kubectl delete -f list.yaml
printf 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: np\nspec:\n  podSelector:\n    app: web\n' > np.yaml; kubectl apply -f np.yaml
printf 'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: np\nspec:\n  podSelector: {}\n  ingress:\n  - from:\n    - ipBlock: {cidr: 10.0.0.0}\n' > np3.yaml; kubectl apply -f np3.yaml
printf 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: gnp\nspec:\n  selector: app = x\n' > gnp.yaml; kubectl apply -f gnp.yaml
printf 'apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata:\n  name: security.gnp\nspec:\n  tier: nosuch\n  selector: all()\n' > gnp3.yaml; kubectl apply -f gnp3.yaml
printf 'apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata:\n  name: p\nspec:\n  selector: all()\n  types: [Ingres]\n' > cnp.yaml; kubectl apply -f cnp.yaml
printf 'apiVersion: crd.projectcalico.org/v1\nkind: GlobalNetworkPolicy\nmetadata:\n  name: x\nspec: {}\n' > crd.yaml; kubectl apply -f crd.yaml
kubectl delete pod nosuch -n nosuch
kubectl delete all
kubectl delete pod -l a=b --all
kubectl delete pods --all --field-selector=status.phase=Failed
kubectl logs -f nosuch
kubectl logs x --since=5
kubectl logs x --tail=a
kubectl logs x --since=1s --since-time=2020-01-01T00:00:00Z
kubectl logs x --since-time=yesterday
kubectl describe pods nosuch -n nosuch
kubectl label pod x y
kubectl label ns default a=b=c
kubectl label ns default a=b a-
kubectl expose deploy nosuch --port=80
kubectl run X --image=nginx
kubectl run x --image=nginx --env=A
kubectl run x --image=nginx --dry-run -o name
kubectl run x --image=nginx --overrides='{"spec":{"nodeName":"node01"}}' --dry-run=client -o jsonpath='{.spec.nodeName}'
kubectl run x --image=nginx --overrides='{bad' --dry-run=client
kubectl create deploy x
kubectl create secret generic
kubectl create secret generic s --from-literal=a=1 --from-literal=a=2
kubectl create cm c --from-file=a=b=c
kubectl create role r
kubectl create rolebinding rb --role=x --clusterrole=y
kubectl create svc clusterip x --tcp=a
kubectl create cronjob c --image=x
kubectl create quota q --hard=x
kubectl scale --replicas=2
kubectl rollout undo
kubectl rollout history ns/default
kubectl set image
kubectl set image deploy/x
kubectl set image deploy/nosuch a=b
kubectl cp nosuch web:/tmp/x
kubectl port-forward svc/kubernetes
kubectl port-forward svc/nosuch 8080:80
kubectl port-forward svc/kubernetes a:b
kubectl drain
kubectl cordon
kubectl cordon nosuch
kubectl taint nodes node01 a=b
kubectl taint nodes node01 a=b:Nosuch
kubectl taint nodes nosuch a=b:NoSchedule
kubectl explain
kubectl explain pods.spec.container
kubectl explain pod spec
kubectl explain x.y.z
kubectl config set-context
kubectl config set-context --current
kubectl config set-context nosuch --namespace=x --current
kubectl config unset users.nosuch
kubectl config unset nosuch
kubectl config set a.b c
kubectl --context=nosuch get pods
KUBECONFIG=nosuch kubectl get pods
kubectl --token=x get pods
kubectl wait pod --for=condition=Ready
kubectl patch
kubectl diff
kubectl api-resources --sort-by=nosuch
kubectl apply -k nosuch
