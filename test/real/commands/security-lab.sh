kubectl create ns lab
kubectl config set-context --current --namespace lab
kubectl config view --minify -o jsonpath='{..namespace}'
kubectl create deployment nginx --image nginx --dry-run=client -o yaml > deploy.yaml; cat deploy.yaml
kubectl create deployment nginx --image=nginx --dry-run=client -o yaml | kubectl apply -f -
kubectl create deployment nginx --image=nginx --dry-run=client -o yaml | sed 's/replicas: 1/replicas: 2/' | kubectl apply -f -
kubectl rollout status deployment nginx --timeout=60s | tail -1
kubectl expose deployment nginx --port 80 --dry-run=client -o yaml | kubectl apply -f -
kubectl get deployment nginx -o jsonpath='{.spec.selector.matchLabels}'
kubectl run --rm -i test --image=busybox --restart=Never -- echo hello
kubectl run --rm -it test --image=busybox --restart=Never -- echo hello
kubectl run tmp --rm -i --image=busybox --restart=Never -- sh -c 'echo out; exit 4'
kubectl run tmp --image=busybox --restart=Never --command -- sleep 3600
kubectl wait --for=condition=ready pod tmp --timeout=60s
kubectl exec tmp -- wget -qO- --timeout=2 http://nosuch; echo $?
kubectl exec -it tmp -- sh -c 'id'
kubectl exec tmp -- bash
POD=$(kubectl get pod -l app=nginx -o jsonpath='{.items[0].metadata.name}'); kubectl exec $POD -- cat /usr/share/nginx/html/index.html | grep title
for p in $(kubectl get pods -l app=nginx -o name); do kubectl get $p --no-headers | awk '{print $3}'; done
kubectl get pods | tee pods.txt | wc -l; tail -n +2 pods.txt | wc -l
kubectl get secret db -o go-template='{{range $k,$v := .data}}{{printf "%s: " $k}}{{$v | base64decode}}{{"\n"}}{{end}}'
printf 'A=1\n# c\nB=two words\n' > env.txt; kubectl create cm e --from-env-file=env.txt; kubectl get cm e -o jsonpath='{.data}'
kubectl label ns lab pod-security.kubernetes.io/enforce=restricted
kubectl run bad --image=nginx
kubectl label ns lab pod-security.kubernetes.io/enforce- pod-security.kubernetes.io/warn=baseline
kubectl run priv --image=nginx --privileged --dry-run=server
kubectl run priv --image=nginx --privileged
kubectl get nodes -l disk=ssd -o name
kubectl label pods --all --overwrite env=dev
kubectl annotate deploy nginx kubernetes.io/change-cause="first"
kubectl set image deploy nginx nginx=nginx:1.27 --record
kubectl scale --replicas=1 deployment/nginx
kubectl patch deployment nginx --patch '{"spec": {"template": {"spec": {"containers": [{"name": "nginx","resources": {"limits": {"memory": "128Mi"}}}]}}}}'
kubectl patch svc nginx -p '{"spec":{"type":"NodePort"}}'
kubectl patch svc nginx --type=nosuch -p '{}'
kubectl create sa attacker
kubectl create rolebinding view --clusterrole=view --serviceaccount=lab:attacker
kubectl auth can-i get secrets --as system:serviceaccount:lab:attacker
kubectl auth can-i create deployments.apps --as=system:serviceaccount:lab:attacker -n default
kubectl auth can-i get /metrics
kubectl auth can-i
kubectl get rolebinding view -o yaml | sed '/uid\|resourceVersion\|creationT/d'
kubectl get clusterrolebinding -o json | jq -r '.items[] | select(.roleRef.name=="cluster-admin") | .subjects[].name' | sort
kubectl delete cm,secret --all -o name | sort
kubectl delete -f deploy.yaml --ignore-not-found
echo AAH//oBhYmMK | base64 -d > bin.dat; kubectl cp bin.dat tmp:/tmp/; kubectl exec tmp -- sha256sum /tmp/bin.dat
kubectl cp tmp:/tmp/bin.dat back.dat; sha256sum back.dat
kubectl exec -i tmp -- sh -c 'cat > /tmp/piped' < bin.dat; kubectl exec tmp -- cat /tmp/piped | sha256sum
kubectl create cm binary --from-file=bin.dat --from-literal=a=b; kubectl get cm binary -o jsonpath='{.data}{.binaryData}'
mkdir -p d/empty; echo one > d/a; kubectl cp d tmp:/tmp/; kubectl exec tmp -- find /tmp/d | sort
kubectl cp tmp:/tmp/d/a .
kubectl exec tmp -- test -d /nosuch
