kubectl get pods -A -o jsonpath='{range .items[*]}{.metadata.namespace}/{.metadata.name}{"\t"}{.spec.serviceAccountName}{"\n"}{end}' | sort
kubectl get pods -n hipstershop -o=custom-columns='DATA:spec.containers[*].image'
kubectl get nodes -o jsonpath='{.items[*].status.addresses[?(@.type=="InternalIP")].address}'
kubectl get pods -n hipstershop -o json | jq -r '.items[] | select(.metadata.labels.app=="frontend") | .spec.containers[].name'
kubectl get pods -n hipstershop --sort-by=.spec.nodeName -o name
kubectl get pods -n hipstershop --sort-by='{.metadata.labels.app}' -L app --no-headers | awk '{print $NF}'
kubectl get pods -n hipstershop -l 'app=frontend,!tier'
kubectl get pods -n hipstershop -l app==frontend -o name | wc -l
kubectl get pods -n hipstershop -l 'app=='
kubectl get pods -n hipstershop -l 'app in ()'
kubectl get pods -n hipstershop --field-selector status.phase=Running,spec.nodeName=node01 -o name | wc -l
kubectl get secret --field-selector type=Opaque -A
kubectl get pod,svc -n hipstershop -l app=frontend
kubectl get pods -n hipstershop -o go-template='{{range .items}}{{if eq .status.phase "Running"}}{{.metadata.name}} {{.status.phase}}{{"\n"}}{{end}}{{end}}'
kubectl get nodes -o go-template='{{range .items}}{{$n := .metadata.name}}{{range .status.conditions}}{{if eq .type "Ready"}}{{printf "%s %s\n" $n .status}}{{end}}{{end}}{{end}}'
kubectl get pod multitool -o jsonpath='{.spec.containers[0].name}{"\n"}{.metadata.labels}'
kubectl get pod multitool -o jsonpath="{.metadata.annotations['cni\.projectcalico\.org/podIP']}"
kubectl get ns -o jsonpath='{.items[*]["metadata.name","status.phase"]}'
kubectl get pods -n hipstershop -o jsonpath='{.items[*].metadata.name'
kubectl get pods -n hipstershop -o jsonpath
kubectl get pods -n hipstershop -o custom-columns=NAME
kubectl get pods -n hipstershop -o go-template='{{.items'
kubectl get pods -n hipstershop -oyaml | head -3
kubectl get pods -n hipstershop --show-labels --no-headers | awk '{print $NF}'
kubectl get componentstatuses
kubectl get --raw '/readyz?verbose' | tail -1
kubectl create sa robot
kubectl create token robot -o jsonpath='{.kind}'
kubectl create token robot --bound-object-name=x
kubectl create token robot --bound-object-kind=Nosuch
kubectl --token=$(kubectl create token robot) get secrets
kubectl --token=$(kubectl create token robot) auth whoami
kubectl --token=nonsense get pods
T=$(kubectl create token robot); kubectl config set-credentials robot --token=$T; kubectl --user=robot get pods
kubectl config set-context robot --cluster=firedrill --user=robot --namespace=hipstershop
kubectl --context=robot get pods
kubectl config delete-context robot
kubectl config delete-user robot
kubectl -n hipstershop set image deploy/frontend server=nginx:1.27 --record
kubectl -n hipstershop scale deploy/frontend --replicas=1 --record
kubectl -n hipstershop get deploy/frontend -o jsonpath='{.metadata.annotations.kubernetes\.io/change-cause}'
kubectl -n hipstershop patch deploy frontend -p '{"spec":{"replicas":2}}' --record=true
kubectl -n hipstershop get deploy/frontend -o jsonpath='{.metadata.annotations.kubernetes\.io/change-cause}'
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: rec\n' > rec.yaml; kubectl apply -f rec.yaml --record; kubectl get cm rec -o jsonpath='{.metadata.annotations}'
kubectl annotate cm rec a=b --record
kubectl expose deploy frontend -n hipstershop --port=81 --name=x --overrides='{"spec":{"type":"NodePort"}}' --dry-run=client -o yaml
