kubectl apply -f - <<'EOF'
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, shortNames: [wd]}
  versions:
  - name: v1beta1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
  - name: v1
    served: true
    storage: false
    additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
EOF
kubectl wait --for=condition=Established crd/widgets.example.com
kubectl api-resources --api-group=example.com
kubectl api-versions
kubectl apply -f - <<'EOF'
apiVersion: example.com/v1beta1
kind: Widget
metadata: {name: w}
spec: {size: 1}
EOF
kubectl get wd
kubectl get wd w -o jsonpath='{.apiVersion} {.spec.size}'
kubectl get widgets.v1beta1.example.com
kubectl get widgets.v1beta1.example.com w -o jsonpath='{.apiVersion}'
kubectl get widgets.v2.example.com
kubectl patch wd w --type=merge -p '{"spec":{"size":2}}'
kubectl get wd w -o jsonpath='{.spec.size}'
kubectl apply --server-side --force-conflicts -f - <<'EOF'
apiVersion: example.com/v1
kind: Widget
metadata: {name: w}
spec: {size: 3}
EOF
kubectl get widgets.v1beta1.example.com/w -o jsonpath='{.spec.size}'
kubectl explain widget.spec
kubectl explain widget.spec --api-version=example.com/v1beta1
kubectl explain widget.spec --api-version=example.com/v9
kubectl delete widgets.v1beta1.example.com w
kubectl delete crd widgets.example.com
