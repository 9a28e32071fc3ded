kubectl get tiers
kubectl get gnp
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: Tier
metadata: {name: security}
spec: {order: 200}
EOF
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: security.quarantine}
spec:
  tier: security
  order: 0
  selector: quarantine == "true"
  types: [Ingress, Egress]
  ingress: [{action: Log}, {action: Deny}]
  egress: [{action: Deny, protocol: TCP, destination: {ports: [80, "8000:9000", http], notNets: [10.0.0.0/8]}}]
EOF
kubectl get gnp security.quarantine -o yaml
kubectl describe globalnetworkpolicy security.quarantine
kubectl get gnp -o custom-columns=NAME:.metadata.name,TIER:.spec.tier,ORDER:.spec.order
kubectl patch gnp security.quarantine -p '{"spec":{"order":5}}'
kubectl patch gnp security.quarantine -p '{"spec":{"ingress":[{"action":"Drop"}]}}'
kubectl patch gnp security.quarantine -p '{"spec":{"egress":[{"action":"Allow","protocol":"TCP","destination":{"ports":["90:80"]}}]}}'
kubectl patch gnp security.quarantine --type=json -p '[{"op":"replace","path":"/spec/selector","value":"app = x"}]'
kubectl get gnp security.quarantine -o jsonpath='{.spec.order} {.spec.selector}'
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: bad}
spec: {selector: all(), ingress: [{action: allow}]}
EOF
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: bad}
spec: {selector: all(), ingress: [{action: Allow, protocol: tcp, destination: {ports: [80]}}]}
EOF
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: bad}
spec: {selector: all(), ingress: [{action: Allow, protocol: TCP, destination: {ports: [70000]}}]}
EOF
kubectl create -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: bad}
spec: {selector: all(), ingress: [{action: Allow, protocol: TCP, destination: {ports: "80"}}]}
EOF
kubectl create -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: bad, namespace: default}
spec: {selector: "app = 'x'", types: [ingress], egress: [{action: Deny, source: {nets: [10.0.0.0/33]}}]}
EOF
kubectl create -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: bad, namespace: default}
spec: {podSelector: {}}
EOF
kubectl create -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: StagedGlobalNetworkPolicy
metadata: {name: security.try}
spec: {tier: security, selector: all(), stagedAction: Perhaps}
EOF
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: nets, labels: {kind: office}}
spec: {nets: [198.51.100.0/24, ten]}
EOF
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: nets, labels: {kind: office}}
spec: {nets: [198.51.100.0/24], allowedEgressDomains: ["*.example.com"]}
EOF
kubectl get globalnetworksets --show-labels
kubectl label globalnetworkset nets kind-
kubectl apply -f - <<'EOF'
apiVersion: projectcalico.org/v3
kind: HostEndpoint
metadata: {name: eth0}
spec: {interfaceName: eth0, ports: [{name: web, port: 80}]}
EOF
kubectl apply -f - <<'EOF'
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 80}]}]}
EOF
kubectl get networkpolicies
kubectl get networkpolicies.p
kubectl get networkpolicies.projectcalico.org knp.default.web -o yaml
kubectl delete networkpolicies.p knp.default.web
kubectl describe netpol web
kubectl delete tier security
kubectl delete gnp security.quarantine
kubectl delete tier security
kubectl explain globalnetworkpolicy.spec.ingress.destination
kubectl explain hostendpoint.spec
kubectl get ippools -o wide
kubectl get ippool default-ipv4-ippool -o jsonpath='{.spec.cidr}'
