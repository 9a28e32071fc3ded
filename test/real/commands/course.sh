kubectl create deployment web --image=nginx:1.25
kubectl rollout status deploy/web --timeout=60s >/dev/null
kubectl create configmap c --from-literal=a=b --from-literal=C_D=e
kubectl create pdb p --selector=app=api --min-available=1
kubectl create pdb p2 --selector=app=web --max-unavailable=50%
kubectl create pdb p3 --selector=app=web
kubectl create pdb p3 --min-available=1
kubectl create pdb p3 --selector=app=web --min-available=1 --max-unavailable=1
kubectl create pdb p3 --selector=app=web --min-available=1 --dry-run=client -o yaml
kubectl describe pdb p2
kubectl create role r --verb=get,list --resource=pods
kubectl create rolebinding rb --role=r --user=u
kubectl set subject rolebinding rb --user=x --serviceaccount=default:default
kubectl set subject rolebinding rb --user=x
kubectl set subject rolebinding rb
kubectl get rolebinding rb -o jsonpath='{.subjects[*].name}'
kubectl set env deploy/web --from=configmap/c --keys=a --prefix=X_
kubectl set env deploy/web --from=configmap/c --keys=C_D --prefix=Y_
kubectl set env deploy/web --list | sort
kubectl expose deploy web --port=80
kubectl set selector svc web a=b
kubectl get svc web -o jsonpath='{.spec.selector}'
kubectl auth can-i nosuch pods
kubectl explain nosuch
kubectl explain pod.nosuch
kubectl explain pod
kubectl explain pod.spec.containers.image
kubectl explain deployment.spec.strategy
kubectl config rename-context nosuch other
kubectl create quota q --hard=pods=10,cpu=2
kubectl describe quota q
kubectl create ingress in --rule="foo.com/bar=svc1:8080,tls=my-cert" --default-backend=kubernetes:443
kubectl describe ingress in
kubectl create priorityclass high --value=1000 --description=x
kubectl describe pc high
kubectl create cronjob cj --image=busybox --schedule="0 0 1 1 *" -- date
kubectl describe cronjob cj
kubectl autoscale deploy web --min=2 --max=5 --cpu-percent=80
kubectl describe hpa web | sed '/^Deployment pods/,$d'
kubectl describe ep web
kubectl describe svc kubernetes
kubectl describe node node01 | sed -n '/^Conditions/,/^Addresses/p'
kubectl rollout history deploy/web --revision=1
kubectl create -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata: {name: doubled}
spec: {containers: [{name: a, image: nginx, env: [{name: A, value: "1"}, {name: A, value: "2"}], ports: [{containerPort: 80}, {containerPort: 80}]}]}
EOF
