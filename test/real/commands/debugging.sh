kubectl run web --image=nginx --port=80
kubectl wait pod/web --for=condition=Ready
kubectl debug
kubectl debug web
kubectl debug nosuch --image=busybox
kubectl debug web --image=busybox -c plain --profile=general
kubectl debug web --image=busybox --target=nosuch -c other --profile=general
kubectl debug web --image=busybox -c targeting --target=web --profile=general -- sleep 1d
kubectl debug web --image=busybox -c legacy -- sleep 1d
kubectl debug web --image=busybox -c sysadmin --profile=sysadmin --env=A=b --image-pull-policy=IfNotPresent -- sh -c 'echo hi; exit 3'
kubectl debug web --image=busybox -c netadmin --profile=netadmin --arguments-only -- sleep 1d
kubectl debug web --image=busybox -c restricted --profile=restricted -- sleep 1d
kubectl debug web --image=busybox -c baseline --profile=baseline -- sleep 1d
kubectl debug web --image=busybox -c nosuch --profile=nosuch -- sleep 1d
kubectl debug web --image=busybox --target=web --copy-to=x
kubectl debug web --image=busybox --set-image=a=b
kubectl debug web --image=busybox --same-node
kubectl debug web --image=busybox --replace
kubectl debug web --copy-to=x --set-image=*=busybox -- sleep 1d
kubectl debug web --copy-to=x
kubectl debug web --copy-to=x --set-image=web --image=busybox
kubectl debug web -t --image=busybox
kubectl debug web --image='a b'
kubectl debug deploy/web --image=busybox --profile=general
kubectl debug svc/kubernetes --image=busybox --profile=general
kubectl debug node/nosuch --image=busybox --profile=general
kubectl debug web --image=busybox --attach -c attached --profile=general -- sh -c 'sleep 8; echo hi from debug; exit 3'
kubectl debug web --image=busybox -q --attach -c quiet --profile=general -- sh -c 'sleep 8; echo hi from debug'
echo 'hostname; exit' | kubectl debug web --image=busybox -i -c shell --profile=general -- sh
kubectl get pod web -o jsonpath='{.spec.ephemeralContainers}'
kubectl get pod web -o jsonpath='{range .status.ephemeralContainerStatuses[*]}{.name} {.state.terminated.exitCode}{"\n"}{end}'
kubectl get pod web
kubectl describe pod web | sed '/^Events:/,$d'
kubectl logs web -c sysadmin
kubectl exec web -c legacy -- hostname
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {a: b}, annotations: {c: d}}
spec:
  initContainers: [{name: i, image: busybox, command: [sh, -c, "true"]}]
  containers:
  - {name: a, image: nginx, livenessProbe: {httpGet: {port: 80}}, readinessProbe: {httpGet: {port: 80}}, startupProbe: {httpGet: {port: 80}}}
  - {name: b, image: busybox, command: [sleep, 1d]}
EOF
kubectl wait pod/p --for=condition=Ready
kubectl debug p --copy-to=legacy --image=busybox -c dbg
kubectl debug p --copy-to=general --image=busybox -c dbg --profile=general
kubectl debug p --copy-to=keep --image=busybox -c dbg --profile=general --keep-labels --keep-annotations --keep-liveness --keep-readiness --keep-startup --keep-init-containers=false
kubectl debug p --copy-to=legacyargs -c a -- sh -c 'sleep 5'
kubectl debug p --copy-to=baseline --image=busybox -c dbg --profile=baseline --same-node --share-processes=false
kubectl debug p --copy-to=set --set-image=a=busybox,b=nginx --profile=general
kubectl debug p --copy-to=set --set-image=zz=busybox --profile=general
kubectl get pod legacy -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}'
kubectl get pod general -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}'
kubectl get pod keep -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}'
kubectl get pod legacyargs -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}'
kubectl get pod baseline -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}'
kubectl get pod set -o jsonpath='{.metadata.labels}{.metadata.annotations}{.spec}'
kubectl debug web --copy-to=replaced --image=busybox -c dbg --replace --profile=general -- sleep 1d
kubectl get pod web
kubectl delete pod --all --force -o name | wc -l
kubectl debug node/node01 -q --image=busybox --profile=sysadmin -c host -- sleep 1d
kubectl get pod -o jsonpath='{.items[0].spec}'
kubectl delete pod --all --force -o name | wc -l
kubectl debug node/node01 -q --image=busybox --profile=restricted -- sleep 1d
kubectl get pod -o jsonpath='{.items[0].spec}'
kubectl delete pod --all --force -o name | wc -l
kubectl debug node/node01 -q --image=busybox -- sleep 1d
kubectl get pod -o jsonpath='{.items[0].spec}'
