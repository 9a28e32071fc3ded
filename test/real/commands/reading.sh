kubectl get nodes
kubectl get nodes -o wide
kubectl get nodes -o name
kubectl get nodes --show-labels
kubectl get node node01 -o jsonpath='{.status.nodeInfo.kubeletVersion}'
kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.status.addresses[0].address}{"\n"}{end}'
kubectl get nodes -o custom-columns=NAME:.metadata.name,OS:.status.nodeInfo.osImage
kubectl get nodes -l node-role.kubernetes.io/control-plane
kubectl get nodes --no-headers
kubectl get ns
kubectl get ns hipstershop -o yaml
kubectl get namespaces -o name
kubectl get ns nosuch
kubectl get pods
kubectl get pods -n hipstershop
kubectl get po -n hipstershop -o wide
kubectl get pods -A
kubectl get pods -A -o wide
kubectl get pods -n hipstershop --no-headers
kubectl get pods -n hipstershop -o name
kubectl get pods -n hipstershop --show-labels
kubectl get pods -n hipstershop -L app
kubectl get pods -n hipstershop -l app=frontend
kubectl get pods -n hipstershop -l 'app in (frontend,cartservice)'
kubectl get pods -n hipstershop -l 'app!=frontend'
kubectl get pods -n hipstershop -l '!app'
kubectl get pods -n hipstershop --field-selector=status.phase=Running
kubectl get pods -n hipstershop --field-selector=status.phase!=Running
kubectl get pods -A --field-selector=spec.nodeName=node01
kubectl get pods -A --field-selector=spec.nosuch=node01
kubectl get pods -n hipstershop --sort-by=.metadata.name
kubectl get pods -n hipstershop --sort-by=.metadata.creationTimestamp -o name
kubectl get pods -n hipstershop -o custom-columns=POD:.metadata.name,IMAGE:.spec.containers[0].image,NODE:.spec.nodeName
kubectl get pods -n hipstershop -o custom-columns=POD:.metadata.name --no-headers
kubectl get pods -n hipstershop -o jsonpath='{.items[*].metadata.labels.app}'
kubectl get pods -n hipstershop -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.status.phase}{"\n"}{end}'
kubectl get pods -n hipstershop -o jsonpath='{.items[?(@.metadata.labels.app=="frontend")].spec.containers[0].ports[0].containerPort}'
kubectl get pods -n hipstershop -o jsonpath='{.items[0].spec.nosuch}'
kubectl get pods -n hipstershop -o jsonpath='{.items[99].metadata.name}'
kubectl get pods -n hipstershop -o jsonpath='{.items[0'
kubectl get pods -n hipstershop -o go-template='{{range .items}}{{.metadata.name}}{{"\n"}}{{end}}'
kubectl get pods -n hipstershop -o go-template='{{len .items}}'
kubectl get pods -n hipstershop -o nosuch
kubectl get pods -n nosuch
kubectl get pod nosuch
kubectl get pod nosuch --ignore-not-found
kubectl get pods multitool nosuch
kubectl get pod/multitool
kubectl get pod multitool -o yaml
kubectl get pod multitool -o json
kubectl get pod/multitool svc/kubernetes
kubectl get pods,svc
kubectl get pods,svc -n hipstershop
kubectl get all
kubectl get all -n hipstershop
kubectl get deploy -n hipstershop
kubectl get deployments.apps -n hipstershop -o wide
kubectl get deploy frontend -n hipstershop -o yaml
kubectl get rs -n hipstershop
kubectl get rs -n hipstershop -o wide
kubectl get ds -A
kubectl get sts -A
kubectl get jobs -A
kubectl get cronjobs -A
kubectl get svc -A
kubectl get svc -n hipstershop -o wide
kubectl get svc frontend -n hipstershop -o yaml
kubectl get svc -n hipstershop frontend -o jsonpath='{.spec.clusterIP}'
kubectl get endpoints -n hipstershop
kubectl get ep frontend -n hipstershop -o yaml
kubectl get endpointslices -n hipstershop
kubectl get sa -A
kubectl get cm -A
kubectl get secrets -A
kubectl get events -n nosuch
kubectl get pv
kubectl get pvc -A
kubectl get sc
kubectl get ingress -A
kubectl get netpol -A
kubectl get crd
kubectl get clusterroles -o name
kubectl get clusterrolebindings -o name
kubectl get roles -A -o name
kubectl get rolebindings -A -o name
kubectl get hpa -A
kubectl get pdb -A
kubectl get quota -A
kubectl get limits -A
kubectl get leases -A -o name
kubectl get pc
kubectl get priorityclasses -o name
kubectl get cs
kubectl get nosuch
kubectl get
kubectl get tiers
kubectl get tiers -o yaml
kubectl get globalnetworkpolicies
kubectl get globalnetworkpolicies.p -o name
kubectl get networkpolicies.p -n hipstershop
kubectl get networkpolicies.projectcalico.org -A
kubectl get globalnetworksets
kubectl get globalalerts
kubectl get globalalert nosuch
kubectl get felixconfigurations
kubectl get felixconfiguration default -o yaml
kubectl get felixconfig default -o jsonpath='{.spec}'
kubectl get ippools -o yaml
kubectl get tigerastatus
kubectl get installation
kubectl get globalalerttemplates
kubectl get --raw /version
kubectl get --raw /healthz
kubectl get --raw /nosuch
kubectl get --raw /api/v1/namespaces/default/pods/nosuch
kubectl describe node node01
kubectl describe nodes
kubectl describe ns hipstershop
kubectl describe pod multitool
kubectl describe pods -n hipstershop -l app=frontend
kubectl describe pod nosuch
kubectl describe svc frontend -n hipstershop
kubectl describe svc kubernetes
kubectl describe deploy frontend -n hipstershop
kubectl describe deploy -n hipstershop
kubectl describe rs -n hipstershop -l app=frontend
kubectl describe ds -A
kubectl describe sa default
kubectl describe cm kube-root-ca.crt | head -6
kubectl describe tier security
kubectl describe globalnetworkpolicies
kubectl describe felixconfiguration default
kubectl describe ep frontend -n hipstershop
kubectl describe nosuch x
kubectl describe
kubectl logs multitool
kubectl logs multitool --tail=1
kubectl logs multitool -c nosuch
kubectl logs nosuch
kubectl logs -n hipstershop deploy/frontend
kubectl logs -n hipstershop -l app=frontend
kubectl logs -n hipstershop -l app=nosuch
kubectl logs multitool --previous
kubectl logs
kubectl exec multitool -- hostname
kubectl exec multitool -- sh -c 'echo out; echo err >&2; exit 3'
kubectl exec multitool -- nosuch
kubectl exec multitool -- cat /etc/resolv.conf
kubectl exec -t multitool -- sh -c 'curl -I frontend.hipstershop 2>/dev/null | grep -i http'
kubectl exec -n hipstershop deploy/frontend -- hostname
kubectl exec nosuch -- id
kubectl exec multitool -c nosuch -- id
kubectl exec multitool
kubectl exec
kubectl exec multitool id
echo hello | kubectl exec -i multitool -- cat
kubectl exec multitool -- ls /
kubectl exec multitool -- sh -c 'for i in 1 2 3; do echo $i; done'
kubectl auth can-i get pods
kubectl auth can-i create pods -n hipstershop
kubectl auth can-i get pods --as=jane
kubectl auth can-i get pods --as=system:serviceaccount:default:default
kubectl auth can-i nosuch pods
kubectl auth can-i --list
kubectl auth whoami
kubectl get pods --as=jane
kubectl get nodes --as=jane
kubectl api-versions
kubectl api-resources
kubectl api-resources --namespaced=false
kubectl api-resources --api-group=apps
kubectl api-resources -o name
kubectl api-resources -o wide --api-group=projectcalico.org
kubectl api-resources --verbs=list,create -o name
kubectl cluster-info
kubectl config current-context
kubectl config get-contexts
kubectl config get-clusters
kubectl config get-users
kubectl config use-context nosuch
kubectl config nosuch
kubectl explain pod
kubectl explain pod.spec.containers
kubectl explain deployment.spec.replicas
kubectl explain globalalert.spec
kubectl explain nosuch
kubectl explain pod.nosuch
kubectl top pods
kubectl top nodes
kubectl rollout status deploy/frontend -n hipstershop
kubectl rollout history deploy/frontend -n hipstershop
kubectl rollout history deploy/frontend -n hipstershop --revision=1
kubectl rollout status deploy/nosuch
kubectl wait --for=condition=Ready pod/multitool --timeout=5s
kubectl wait --for=condition=Ready pods --all -n hipstershop --timeout=5s
kubectl wait --for=condition=Available deploy/frontend -n hipstershop
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/multitool
kubectl wait --for=condition=Nosuch pod/multitool --timeout=1s
kubectl wait --for=delete pod/nosuch --timeout=1s
kubectl wait pod/multitool
kubectl nosuch
kubectl get pods --nosuch
kubectl get pods -n
kubectl events -n nosuch
