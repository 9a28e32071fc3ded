kubectl get clusterroles
kubectl get clusterrolebindings -o wide
kubectl get roles -A
kubectl get rolebindings -A -o wide
kubectl describe clusterrole view
kubectl describe clusterrole admin
kubectl describe clusterrole cluster-admin system:discovery system:kube-scheduler
kubectl describe clusterrolebinding system:public-info-viewer
kubectl get clusterrole view -o jsonpath='{.aggregationRule}'
kubectl get clusterrole edit -o yaml
kubectl auth can-i --list
kubectl auth can-i --list --as=jane
kubectl create serviceaccount viewer
kubectl create rolebinding viewer --clusterrole=view --serviceaccount=default:viewer
kubectl auth can-i --list --as=system:serviceaccount:default:viewer
kubectl get pods --as=system:serviceaccount:default:viewer
kubectl get secrets --as=system:serviceaccount:default:viewer
kubectl get pods -n kube-system --as=system:serviceaccount:default:viewer
kubectl auth can-i get pods/log --as=system:serviceaccount:default:viewer
kubectl auth can-i get pods --subresource=log --as=system:serviceaccount:default:viewer
kubectl create rolebinding jane --clusterrole=admin --user=jane
kubectl create role reader --verb=get --resource=secrets --as=jane
kubectl create role nodes --verb=get --resource=nodes --as=jane
kubectl create role mixed --verb=get,list --resource=nodes,pods,persistentvolumes --resource-name=a --as=jane
kubectl create rolebinding up --clusterrole=cluster-admin --user=jane --as=jane
kubectl create rolebinding down --clusterrole=view --user=bob --as=jane
kubectl create rolebinding gone --clusterrole=nosuch --user=bob --as=jane
kubectl create clusterrole binds --verb=bind --resource=clusterroles --resource-name=cluster-admin
kubectl create rolebinding binds --clusterrole=binds --user=jane
kubectl create rolebinding up --clusterrole=cluster-admin --user=jane --as=jane
kubectl auth can-i '*' '*' --as=jane
kubectl create rolebinding lost --clusterrole=nosuch --user=eve
kubectl auth can-i get pods --as=eve
kubectl get pods --as=eve
kubectl create clusterrole endpoints-too --verb=get,list,watch --resource=nodes
kubectl label clusterrole endpoints-too rbac.authorization.k8s.io/aggregate-to-view=true
kubectl get clusterrole view -o jsonpath='{.rules[*].resources}'
kubectl auth can-i list nodes --as=system:serviceaccount:default:viewer
kubectl label clusterrole endpoints-too rbac.authorization.k8s.io/aggregate-to-view-
kubectl auth can-i list nodes --as=system:serviceaccount:default:viewer
kubectl create clusterrole all-of-mine --aggregation-rule=mine=yes
kubectl create clusterrole pods-of-mine --verb=get --resource=pods
kubectl label clusterrole pods-of-mine mine=yes
kubectl describe clusterrole all-of-mine
kubectl create clusterrole both --verb=get --resource=pods --non-resource-url=/metrics --dry-run=client -o yaml
kubectl create clusterrole joined --aggregation-rule=a=b,c=d --dry-run=client -o yaml
kubectl create clusterrole joined --aggregation-rule=a=b --verb=get
kubectl create clusterrole joined --aggregation-rule=nonsense
kubectl create clusterrole none --verb=get
kubectl create role none --verb=get
kubectl create clusterrole all-of-mine --aggregation-rule=mine=yes
