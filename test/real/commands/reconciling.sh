kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: two, labels: {app: x}}
---
apiVersion: v1
kind: Service
metadata: {name: svc, labels: {app: x}}
spec: {ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: other}
EOF
kubectl create cm notapplied
kubectl label cm notapplied app=x
kubectl apply --prune -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x --all -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x --dry-run=client -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x --dry-run=server -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x --prune-allowlist=core/v1/ConfigMap -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: unlabelled}
EOF
kubectl get cm,svc
kubectl apply --prune -l app=x --prune-allowlist=v1/ConfigMap -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x --prune-allowlist=core/v1/Nosuch -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x -f - -o yaml <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: one, labels: {app: x}}
EOF
kubectl apply --prune -l app=x -f - -o name <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: three, labels: {app: x}}
EOF
kubectl get cm,svc
kubectl apply --prune --all -n default -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: four}
EOF
kubectl apply --prune-allowlist=core/v1/ConfigMap -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: four}
EOF
kubectl get cm,svc
kubectl auth reconcile
kubectl auth reconcile -f - <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: newns}
rules: [{apiGroups: [""], resources: [pods], verbs: [get, list]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: newns}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}]
EOF
kubectl auth reconcile -f - <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: newns, labels: {a: b}}
rules: [{apiGroups: [""], resources: [pods], verbs: [get, watch]}, {apiGroups: [apps], resources: [deployments], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: newns}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: sa, namespace: newns}]
EOF
kubectl get role,rolebinding -n newns -o yaml
kubectl auth reconcile --dry-run=client -f - <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: cr}
rules: [{apiGroups: [""], resources: [nodes], verbs: [get]}]
EOF
kubectl auth reconcile --remove-extra-permissions --remove-extra-subjects -f - <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: r, namespace: newns}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: newns}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
subjects: [{kind: ServiceAccount, name: sa, namespace: newns}]
EOF
kubectl get role,rolebinding -n newns -o yaml
kubectl auth reconcile -f - <<'EOF'
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: b, namespace: newns}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: sa, namespace: newns}]
EOF
kubectl auth reconcile -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: four}
EOF
kubectl create deployment d --image=nginx
kubectl set image deploy/d nginx=nginx:1.27
kubectl rollout undo deploy/d --dry-run=client
kubectl rollout undo deploy/d --dry-run=server
kubectl rollout undo deploy/d --dry-run=client -o name
kubectl rollout undo deploy/d --to-revision=7 --dry-run=client
KUBE_EDITOR="sed -i s/80/81/" kubectl apply edit-last-applied svc/svc
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: last}
data: {a: "1"}
EOF
KUBE_EDITOR="sed -i 's/a: .*/a: x/'" kubectl apply edit-last-applied cm/last
kubectl apply view-last-applied cm/last
KUBE_EDITOR=true kubectl apply edit-last-applied cm/last
KUBE_EDITOR="sed -i 's/x/y/'" kubectl apply edit-last-applied cm last -o json
KUBE_EDITOR="cp /dev/stdin" kubectl apply edit-last-applied cm notapplied
KUBE_EDITOR=cat kubectl apply edit-last-applied cm last
KUBE_EDITOR=cat kubectl apply edit-last-applied
