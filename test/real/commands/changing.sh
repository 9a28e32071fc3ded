kubectl create namespace shop
kubectl create namespace shop
kubectl create ns Bad_Name
kubectl config set-context --current --namespace=shop
kubectl get pods
kubectl run web --image=nginx
kubectl run web --image=nginx
kubectl wait --for=condition=Ready pod/web --timeout=60s
kubectl get pods
kubectl get pod web -o jsonpath='{.status.phase} {.spec.containers[0].image} {.spec.restartPolicy}'
kubectl label pod web tier=front
kubectl label pod web tier=front
kubectl label pod web tier=back
kubectl label pod web tier=back --overwrite
kubectl label pod web tier-
kubectl label pod web nosuch-
kubectl label pods --all security=strict
kubectl label pod nosuch a=b
kubectl label pod web 'bad key'=b
kubectl get pods --show-labels
kubectl annotate pod web note=hello
kubectl annotate pod web note=again
kubectl annotate pod web note=again --overwrite
kubectl annotate pod web note-
kubectl expose pod web --port=80 --name=web
kubectl expose pod web --port=80 --name=web
kubectl get svc web -o jsonpath='{.spec.selector} {.spec.ports}'
kubectl get endpoints web -o jsonpath='{.subsets[0].ports}'
kubectl run job --image=busybox --restart=Never --dry-run=client -o yaml -- date
kubectl run env --image=nginx --env=A=b --labels=x=y --port=80 --dry-run=client -o yaml
kubectl run bad_name --image=nginx
kubectl run noimage
kubectl create deployment api --image=nginx --replicas=2 --port=80
kubectl rollout status deploy/api --timeout=60s | tail -1
kubectl get deploy api
kubectl get deploy,rs
kubectl get pods -l app=api
kubectl scale deploy api --replicas=3
kubectl rollout status deploy/api --timeout=60s | tail -1
kubectl get deploy api -o jsonpath='{.status.readyReplicas}'
kubectl scale deploy nosuch --replicas=3
kubectl scale deploy api --replicas=1 --current-replicas=7
kubectl set image deploy/api nginx=nginx:1.27
kubectl rollout status deploy/api --timeout=90s | tail -1
kubectl rollout history deploy/api
kubectl rollout undo deploy/api
kubectl rollout status deploy/api --timeout=90s | tail -1
kubectl rollout undo deploy/api --to-revision=99
kubectl rollout restart deploy/api
kubectl rollout status deploy/api --timeout=90s | tail -1
kubectl rollout pause deploy/api
kubectl rollout pause deploy/api
kubectl rollout resume deploy/api
kubectl rollout resume deploy/api
kubectl set env deploy/api A=b
kubectl set env deploy/api --list
kubectl set resources deploy/api --limits=cpu=100m
kubectl set serviceaccount deploy/api default
kubectl rollout status deploy/api --timeout=90s | tail -1
kubectl expose deploy api --port=8080 --target-port=80 --type=NodePort
kubectl get svc api -o jsonpath='{.spec.type} {.spec.ports[0].port} {.spec.ports[0].targetPort}'
kubectl autoscale deploy api --min=1 --max=3 --cpu-percent=50
kubectl get hpa api -o jsonpath='{.spec.maxReplicas}'
kubectl patch deploy api -p '{"spec":{"replicas":1}}'
kubectl patch deploy api -p '{"spec":{"replicas":1}}'
kubectl patch deploy api --type=json -p '[{"op":"replace","path":"/spec/replicas","value":2}]'
kubectl patch deploy api --type=json -p '[{"op":"remove","path":"/spec/nosuch"}]'
kubectl patch deploy api --type=merge -p '{"metadata":{"labels":{"a":"b"}}}'
kubectl patch deploy api -p 'nonsense'
kubectl patch deploy nosuch -p '{}'
kubectl create configmap conf --from-literal=a=1 --from-literal=b=2
kubectl create configmap conf --from-literal=a=1
kubectl create cm bad --from-literal=novalue
kubectl get cm conf -o yaml
kubectl describe cm conf | sed '/^Data$/,/^BinaryData$/d'
kubectl create secret generic cred --from-literal=password=secret
kubectl get secret cred -o jsonpath='{.data.password}' | base64 -d
kubectl describe secret cred
kubectl create secret tls bad --cert=nosuch --key=nosuch
kubectl create secret docker-registry reg --docker-server=r.example --docker-username=u --docker-password=p
kubectl get secret reg -o jsonpath='{.type}'
kubectl create serviceaccount robot
kubectl create role reader --verb=get,list --resource=pods
kubectl create rolebinding robot-reads --role=reader --serviceaccount=shop:robot
kubectl auth can-i list pods --as=system:serviceaccount:shop:robot
kubectl auth can-i delete pods --as=system:serviceaccount:shop:robot
kubectl get pods --as=system:serviceaccount:shop:robot -o name --field-selector=metadata.name=web
kubectl delete pod web --as=system:serviceaccount:shop:robot
kubectl describe role reader
kubectl describe rolebinding robot-reads
kubectl create clusterrole node-reader --verb=get --resource=nodes
kubectl create clusterrolebinding node-reads --clusterrole=node-reader --user=jane
kubectl auth can-i get nodes --as=jane
kubectl create role bad --verb=get --resource=nosuch
kubectl create quota q --hard=pods=10
kubectl create pdb p --selector=app=api --min-available=1
kubectl create priorityclass high --value=1000
kubectl create ingress in --rule=example.org/=api:8080
kubectl rollout status deploy/api --timeout=90s | tail -1
kubectl describe ingress in
kubectl create service clusterip plain --tcp=80:8080
kubectl create service nodeport np --tcp=80
kubectl create service externalname ext --external-name=example.org
kubectl get svc plain ext -o custom-columns=NAME:.metadata.name,TYPE:.spec.type,EXTERNAL:.spec.externalName
kubectl create job once --image=busybox -- date
kubectl create cronjob often --image=busybox --schedule='*/5 * * * *' -- date
kubectl create job now --from=cronjob/often
kubectl get cronjob often -o jsonpath='{.spec.schedule}'
kubectl create cronjob bad --image=busybox --schedule='nonsense'
kubectl create token robot --duration=10m | cut -c1-3
kubectl create deployment
kubectl create nosuch
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied}
data: {a: "1"}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied}
data: {a: "1"}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied}
data: {a: "2", b: "3"}
EOF
kubectl diff -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied}
data: {a: "2", b: "3"}
EOF
kubectl apply -f - --dry-run=server <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied}
data: {a: "9"}
EOF
kubectl apply -f - --dry-run=client <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: applied2}
EOF
kubectl get cm applied -o jsonpath='{.data}'
kubectl apply view-last-applied cm applied
kubectl apply --server-side -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: owned}
data: {a: "1"}
EOF
kubectl apply --server-side --field-manager=other -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: owned}
data: {a: "2"}
EOF
kubectl apply --server-side --field-manager=other --force-conflicts -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: owned}
data: {a: "2"}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: strict}
dataa: {a: "1"}
EOF
kubectl apply -f - --validate=warn <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: warned}
dataa: {a: "1"}
EOF
kubectl apply -f - --validate=false <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: unchecked}
dataa: {a: "1"}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Nosuch
metadata: {name: x}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata: {name: x}
spec: {containers: [{name: a}]}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Pod
metadata: {name: x}
spec: {}
EOF
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata: {name: x}
spec: {ports: [{port: 99999}]}
EOF
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: x}
spec: {replicas: many, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: nginx}]}}}
EOF
kubectl apply -f - <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: x}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: a, image: nginx}]}}}
EOF
kubectl apply -f nosuch.yaml
kubectl apply -f - <<'EOF'
not yaml: [
EOF
kubectl apply
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: trusted, labels: {a: b}}
spec: {nets: ["198.51.100.0/24"], allowedEgressDomains: null}
EOF
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: trusted, labels: {a: b}}
spec: {nets: ["198.51.100.0/24"], allowedEgressDomains: null}
EOF
kubectl get globalnetworksets
kubectl get globalnetworkset trusted -o jsonpath='{.spec}'
kubectl describe globalnetworkset trusted
kubectl label globalnetworkset trusted c=d
kubectl patch globalnetworkset trusted --type=merge -p '{"spec":{"nets":["203.0.113.0/24"]}}'
kubectl patch globalnetworkset trusted -p '{"spec":{"nets":["203.0.113.0/24"]}}'
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: {name: an.alert}
spec: {description: d, summary: s, severity: 100, period: 1m, lookback: 1m, dataSet: dns, query: 'qname="x"', metric: count, condition: gt, threshold: 0}
EOF
kubectl get globalalerts -o name
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalAlert
metadata: {name: bad.alert}
spec: {description: d, summary: s, severity: 100, dataSet: nosuch, query: ''}
EOF
kubectl apply -f - <<'EOF'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}, policyTypes: [Ingress]}
EOF
kubectl get netpol
kubectl describe netpol deny
kubectl create -f - <<'EOF'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: toys.example.org}
spec:
  group: example.org
  names: {kind: Toy, plural: toys, singular: toy, shortNames: [ty]}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    additionalPrinterColumns: [{name: Colour, type: string, jsonPath: .spec.colour}]
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, required: [colour], properties: {colour: {type: string}}}}}}
EOF
sleep 1; kubectl apply -f - <<'EOF'
apiVersion: example.org/v1
kind: Toy
metadata: {name: car}
spec: {colour: red}
EOF
kubectl get toys
kubectl get ty car -o yaml
kubectl apply -f - <<'EOF'
apiVersion: example.org/v1
kind: Toy
metadata: {name: bad}
spec: {}
EOF
kubectl describe toy car
kubectl delete toy car
kubectl delete crd toys.example.org
kubectl get pods -o name -l run=web
kubectl exec web -- hostname
kubectl exec web -- sh -c 'echo $0; exit 7'
kubectl logs web --tail=2
echo copied > note; kubectl cp note web:/tmp/copied
kubectl cp web:/etc/hostname name-of-web; cat name-of-web
kubectl cp web:tmp/copied again; cat again
kubectl exec web -- tar cf - /etc/hostname | tar tf -
kubectl exec web -- cat /tmp/copied
kubectl taint node node01 a=b:NoSchedule
kubectl taint node node01 a=b:NoSchedule
kubectl taint node node01 a-
kubectl cordon node01
kubectl cordon node01
kubectl get node node01 --no-headers | awk '{print $2}'
kubectl uncordon node01
kubectl uncordon node01
kubectl drain nosuch
kubectl replace -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {c: "3"}
EOF
kubectl replace -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: nosuch}
EOF
kubectl get cm conf -o jsonpath='{.data}'
KUBE_EDITOR='sed -i s/c:/d:/' kubectl edit cm conf
KUBE_EDITOR=true kubectl edit cm conf
kubectl get cm conf -o jsonpath='{.data}'
kubectl create cm other --from-literal=x=y --dry-run=client -o yaml
kubectl create cm other --from-literal=x=y --dry-run=server
kubectl create deployment d --image=nginx --dry-run=client -o yaml
kubectl create service loadbalancer lb --tcp=80:80 --dry-run=client -o json
kubectl delete cm conf applied
kubectl delete cm conf
kubectl delete cm conf --ignore-not-found
kubectl delete cm nosuch1 nosuch2
kubectl delete svc web --wait=false
kubectl delete pod web --grace-period=0 --force
kubectl delete deploy -l app=nosuch
kubectl delete deploy api
kubectl delete deploy --all
kubectl delete
kubectl delete pods
kubectl delete nosuch x
kubectl delete clusterrole node-reader
kubectl delete clusterrolebinding node-reads
kubectl delete priorityclass high
kubectl delete globalnetworkset trusted
kubectl delete globalalert an.alert
kubectl delete ns shop
kubectl get ns shop
