mkdir -p kz/base; cat > kz/base/kustomization.yaml <<'EOF'
resources: [dep.yaml, svc.yaml, cm.yaml]
EOF
mkdir -p kz/base; cat > kz/base/dep.yaml <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      serviceAccountName: sa1
      containers:
      - name: web
        image: nginx:1.25
        envFrom:
        - configMapRef: {name: conf}
        - configMapRef: {name: gen}
        env:
        - name: A
          valueFrom: {secretKeyRef: {name: sec, key: a}}
      volumes:
      - name: v
        configMap: {name: gen}
EOF
mkdir -p kz/base; cat > kz/base/svc.yaml <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: web   # comment
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: sa1}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: rb}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ro}
subjects: [{kind: ServiceAccount, name: sa1, namespace: default}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: ro}
rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: np}
spec:
  podSelector: {matchLabels: {app: web}}
  ingress: [{from: [{podSelector: {matchLabels: {x: y}}}]}]
EOF
mkdir -p kz/base; cat > kz/base/cm.yaml <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: conf}
data: {b: "1", a: "yes", c: 'x: y', d: "", e: "true"}
EOF
mkdir -p kz/over; cat > kz/over/kustomization.yaml <<'EOF'
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: prod
namePrefix: p-
nameSuffix: -s
resources:
- ../base
labels:
- pairs: {team: blue}
  includeSelectors: true
- pairs: {only: meta}
- pairs: {tpl: "1"}
  includeTemplates: true
commonAnnotations: {note: hello, n2: "5"}
images:
- name: nginx
  newName: registry.example/nginx
  newTag: "1.27"
replicas: [{name: web, count: 3}]
patches:
- target: {kind: Deployment, name: web}
  patch: |-
    - op: add
      path: /spec/template/spec/containers/0/args
      value: [a, b]
- path: patch.yaml
configMapGenerator:
- name: gen
  literals: [a=b, c=d]
  files: [f.txt, other=f.txt]
- name: envs
  envs: [e.env]
secretGenerator:
- name: sec
  literals: [a=s3cret]
  type: Opaque
- name: fixed
  literals: [k=v]
  options: {disableNameSuffixHash: true, labels: {l: m}, annotations: {q: r}, immutable: true}
generatorOptions:
  labels: {gen: "yes"}
EOF
mkdir -p kz/over; cat > kz/over/f.txt <<'EOF'
hello
world
EOF
mkdir -p kz/over; cat > kz/over/e.env <<'EOF'
X=1
# c
Y=2
EOF
mkdir -p kz/over; cat > kz/over/patch.yaml <<'EOF'
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        resources: {limits: {cpu: 100m}}
        env: [{name: B, value: "2"}]
      - name: side
        image: busybox
EOF
kubectl kustomize kz/over
kubectl kustomize kz/over 2>/dev/null | sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p'
kubectl kustomize kz/base/
cd kz/over; kubectl kustomize
kubectl kustomize kz/over -o built.yaml; wc -l < built.yaml
mkdir -p kz/t; cat > kz/t/a.yaml <<'EOF'
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {x: "1"}
EOF
cat > kz/t/kustomization.yaml <<'EOF'
resources: [nosuch.yaml]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 14
cat > kz/t/kustomization.yaml <<'EOF'
foo: [nosuch.yaml]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 16
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml, a.yaml]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 18
cat > kz/t/kustomization.yaml <<'EOF'
resources: [../nosuchdir]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 20
cat > kz/t/kustomization.yaml <<'EOF'
resources: []
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 22
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
commonLabels: {a: b}
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 24
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
bases: [../base]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 26
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patchesStrategicMerge: ["{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {y: z}}"]
patchesJson6902: [{target: {version: v1, kind: ConfigMap, name: a}, patch: "- {op: replace, path: /data/x, value: n}"}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 28
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches: [{patch: "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {y: z}}"}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 30
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches: [{patch: "[{op: replace, path: /data/x, value: n}]"}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 32
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches: [{target: {kind: ConfigMap}, path: nope.yaml}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 34
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches:
- target: {kind: ConfigMap}
  patch: |-
    - op: remove
      path: /data/q
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 36
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches:
- target: {kind: ConfigMap}
  patch: |-
    - op: add
      path: /metadata/labels/a~1b
      value: c
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 38
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches:
- target: {kind: ConfigMap, name: "a|b"}
  patch: |-
    - op: add
      path: /data/q
      value: r
    - {op: test, path: /data/x, value: "1"}
    - {op: move, from: /data/x, path: /data/z}
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 40
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches:
- patch: |-
    $patch: delete
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a}
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 42
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches:
- patch: |-
    - op: add
      path: /data/q
      value: r
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 44
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
replicas: [{name: nope, count: 3}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 46
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
configMapGenerator: [{name: a, behavior: merge, literals: [q=r]}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 48
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
configMapGenerator: [{name: a, behavior: replace, literals: [q=r]}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 50
cat > kz/t/kustomization.yaml <<'EOF'
configMapGenerator: [{name: a, files: [nope.txt]}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 52
cat > kz/t/kustomization.yaml <<'EOF'
configMapGenerator: [{name: a, literals: [nope]}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 54
cat > kz/t/kustomization.yaml <<'EOF'
configMapGenerator: [{name: a}]
secretGenerator: [{name: s, literals: ["a=<b>"]}]
namespace: ns1
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 56
cat > kz/t/kustomization.yaml <<'EOF'
configMapGenerator: [{name: a}]
namespace: n
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 58
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
kind: Foo
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 60
cat > kz/t/kustomization.yaml <<'EOF'
configMapGenerator: [{name: a, literals: [a=b], env: x}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 62
cat > kz/t/kustomization.yaml <<'EOF'
resources: a.yaml
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 64
cat > kz/t/kustomization.yaml <<'EOF'
secretGenerator:
- name: tls
  type: kubernetes.io/tls
  files: [tls.crt=a.yaml, tls.key=a.yaml]
namePrefix: dev-
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 66
cat > kz/t/kustomization.yaml <<'EOF'
configMapGenerator:
- name: a
  literals: ["k='quoted'", "u=ü", "m=a&b"]
generatorOptions: {disableNameSuffixHash: true, annotations: {x: y}}
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 68
cat > kz/t/kustomization.yaml <<'EOF'
namespace: other
resources: [a.yaml, ../base]
labels: [{pairs: {app.kubernetes.io/part-of: shop}, includeSelectors: false}]
images: [{name: nginx, digest: "sha256:abc"}]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 70
mkdir -p kz/comp; cat > kz/comp/kustomization.yaml <<'EOF'
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
namePrefix: c-
configMapGenerator: [{name: fromcomp, literals: [a=b]}]
EOF
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
components: [../comp]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 73
cat > kz/t/kustomization.yaml <<'EOF'
namespace: x
resources: [../base, ../over]
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 75
cat > kz/t/kustomization.yaml <<'EOF'
resources: [../base]
namePrefix: a-
sortOptions: {order: fifo}
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 77
cat > kz/t/kustomization.yaml <<'EOF'
resources: [../base]
images: [{name: nginx, newTag: 1.26-alpine}, {name: busybox, newName: alpine}]
replicas: [{name: web, count: 5}]
commonAnnotations: {a: b}
EOF
kubectl kustomize kz/t >built; code=$?; cat built; sed -nE 's/^  name: (.*)-([a-z0-9]{10})$/\1 has \2/p' built; (exit $code) # 79
kubectl kustomize nodir
mkdir -p empty; kubectl kustomize empty
kubectl kustomize a b
kubectl kustomize kz/t/a.yaml
kubectl create ns prod
kubectl apply -k kz/over
kubectl apply -k kz/over
kubectl diff -k kz/over
kubectl get all,cm -n prod -o name | sort
kubectl kustomize kz/base | kubectl apply --dry-run=client -f -
kubectl apply -k nodir
kubectl apply -k kz/over -f x.yaml
kubectl delete -k kz/over
cat > kz/t/kustomization.yaml <<'EOF'
resources: [a.yaml]
patches:
- target: {kind: ConfigMap}
  patch: |-
    - op: replace
      path: /data/q
      value: r
EOF
kubectl kustomize kz/t # replace
