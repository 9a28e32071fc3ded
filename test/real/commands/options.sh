kubectl create deployment web --image=nginx --replicas=2
kubectl wait deploy/web --for=condition=Available
kubectl wait deploy/web --for=jsonpath='{.status.readyReplicas}'=2
kubectl wait deploy/web --for=jsonpath='{.status.readyReplicas}'
kubectl wait deploy/web --for=create
kubectl wait deploy/nosuch --for=create --timeout=1s
kubectl wait deploy/web --for=condition=Nosuch --timeout=1s
kubectl wait deploy/nosuch --for=delete
kubectl wait deploy/web --for=nosuch
kubectl wait deploy --all --for=condition=Available=true -o name
kubectl wait --for=condition=Available
kubectl wait deploy/web
printf 'NAME IMG\n.metadata.name .spec.template.spec.containers[0].image\n' > cols.txt; kubectl get deploy -o custom-columns-file=cols.txt
printf '{.items[*].metadata.name}' > jp.txt; kubectl get deploy -o jsonpath-file=jp.txt
printf '{{range .items}}{{.metadata.name | printf "%%s!"}} {{len .spec.template.spec.containers}}{{"\\n"}}{{end}}' > t.txt; kubectl get deploy -o go-template-file=t.txt
kubectl get deploy -o go-template='{{range $i, $d := .items}}{{if eq $i 0}}{{index $d.metadata.labels "app"}} {{and true (or false $d.kind)}} {{not true}} {{lt 1 2}} {{print "a" 1}} {{println "x"}}{{end}}{{end}}'
kubectl get deploy web -o go-template='{{with .metadata}}{{.name}}{{end}} {{base64decode "aGk="}} {{ (index .spec.template.spec.containers 0).name }}'
kubectl get deploy web -o go-template='{{.nosuch.x}}'
kubectl get deploy web -o go-template --template='{{.metadata.name}}'
kubectl get deploy web -o jsonpath-as-json='{.metadata.labels}'
kubectl get deploy -o custom-columns=N:.metadata.name,R:.spec.replicas,X:.nosuch --no-headers
kubectl get deploy -o custom-columns=
kubectl get deploy -o custom-columns-file=nosuch.txt
kubectl get deploy -o nosuch
kubectl get ns --sort-by=.metadata.name
kubectl get ns --sort-by='{.metadata.creationTimestamp}' -o name
kubectl get ns --sort-by=.nosuch
kubectl get pods -A --field-selector=status.phase=Running,metadata.namespace=default -o custom-columns=N:.metadata.namespace
kubectl get pods --field-selector=spec.nosuch=x
kubectl get ns --chunk-size=1 -o name
kubectl get deploy web --subresource=status -o jsonpath='{.status.replicas}'
kubectl get cm --show-managed-fields -o jsonpath='{.items[*].metadata.managedFields[*].manager}'
kubectl get deploy,svc --show-kind=false
kubectl get all -l app=web -o name | cut -d/ -f1
kubectl events --for deploy/web --types=Normal
kubectl events --types=Nosuch
kubectl events --for nosuch
kubectl set image deploy/web nginx=nginx:1.27 --local -o yaml --dry-run=client
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl set image --local -f - nginx=nginx:2 -o yaml
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl set env --local -f - A=b -o yaml
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl set resources --local -f - --limits=cpu=1 -o yaml
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl set serviceaccount --local -f - sa -o yaml
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl label --local -f - a=b -o yaml
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl annotate --local -f - a=b -o yaml
kubectl create deployment web --image=nginx:9 --dry-run=client -o yaml | kubectl diff -f - | grep '^[+-] '
KUBE_EDITOR=false kubectl edit deploy web
KUBE_EDITOR=nosuch-editor kubectl edit deploy web
kubectl edit deploy nosuch
KUBE_EDITOR="sed -i s/replicas:.2/replicas:\ 3/" kubectl edit deploy web -o json
kubectl attach nosuch
kubectl attach deploy/web -c nosuch
kubectl new-app x
kubectl adm policy
kubectl login
kubectl create deployment x --image=nginx --dry-run=client -o yaml | kubectl patch --local -f - -p '{"spec":{"replicas":3}}' -o yaml
kubectl rollout status deploy/web --timeout=60s | tail -1
kubectl get deploy web --subresource=scale
kubectl get deploy web --subresource=scale -o yaml
kubectl get deploy --subresource=scale
kubectl get deploy web --subresource=nosuch
kubectl get deploy --show-kind
kubectl get sa,cm --show-kind --no-headers
kubectl get cm -w --output-watch-events -o nosuch
kubectl create deployment lone --image=nosuch:1 --replicas=0
kubectl events --for deploy/lone -o json
kubectl events --for deploy/lone -o yaml
kubectl scale deploy lone --replicas=1
kubectl events --for deploy/lone -o json
kubectl events --for deploy/lone -o yaml
kubectl events --for deploy/lone -o name
kubectl events --for deploy/lone -o nosuch
kubectl create cm x --from-literal=a=b --dry-run=client -o yaml | kubectl diff -f -
kubectl create cm x --from-literal=a=b --dry-run=client -o yaml | KUBECTL_EXTERNAL_DIFF="echo hello; -u -N a=b @x" kubectl diff -f -
kubectl create cm x --from-literal=a=b --dry-run=client -o yaml | KUBECTL_EXTERNAL_DIFF=nosuch-diff kubectl diff -f -
kubectl create deployment web --image=nginx:9 --replicas=2 --dry-run=client -o yaml | kubectl diff -f -
kubectl create deployment web --image=nginx:9 --replicas=2 --dry-run=client -o yaml | KUBECTL_EXTERNAL_DIFF="diff -r" kubectl diff -f -
mkdir -p ~/.bin plug; printf '#!/bin/bash\necho plugin foo "$@"; cat; exit 3\n' > plug/kubectl-foo; chmod +x plug/kubectl-foo; export PATH=$PWD/plug:$HOME/.bin:/usr/bin:/bin; kubectl foo a -x --b; echo hello | kubectl foo; kubectl foo-bar; kubectl plugin list
printf '#!/bin/bash\necho plugin foo bar "$@"\n' > plug/kubectl-foo-bar_baz; chmod +x plug/kubectl-foo-bar_baz; export PATH=$PWD/plug:$HOME/.bin:/usr/bin:/bin; kubectl foo bar-baz q; kubectl foo bar_baz q; kubectl foo bar; kubectl --namespace x foo; kubectl foo --help
printf '#!/bin/bash\necho no\n' > plug/kubectl-get; chmod +x plug/kubectl-get; touch plug/kubectl-notexec; export PATH=$PWD/plug:$HOME/.bin:/usr/bin:/bin:$PWD/nosuch; kubectl get nosuch; kubectl plugin list; kubectl plugin list --name-only; kubectl notexec
printf '#!/bin/bash\necho created "$@"\n' > plug/kubectl-create-foo; chmod +x plug/kubectl-create-foo; PATH=$PWD/plug:$PATH kubectl create foo a b; kubectl create nosuch
export PATH=$HOME/.bin:/usr/bin:/bin; kubectl plugin list
kubectl create cm zed
KUBE_EDITOR='sed -i s/^metadata/[metadata/' kubectl edit cm zed
KUBE_EDITOR="sed -i 's/ name: zed/ name: zet/'" kubectl edit cm zed
KUBE_EDITOR="sed -i 's/^kind: .*/kind: Nosuch/'" kubectl edit cm zed
KUBE_EDITOR='sed -i d' kubectl edit cm zed
KUBE_EDITOR="sed -i 's/replicas: 2/replicas: -2/'" kubectl edit deploy web
KUBE_EDITOR="sed -i 's/app: web/app: wob/'" kubectl edit deploy web
KUBE_EDITOR=true kubectl edit cm,deploy
KUBE_EDITOR=true kubectl edit cm zed -o nosuch
KUBE_EDITOR=true kubectl edit secret
kubectl edit
kubectl edit nosuch x
KUBE_EDITOR=cat kubectl edit cm zed | sed '/uid\|resourceVersion\|creationT/d'
KUBE_EDITOR="sed -i 's/uid: .*/a: b/'" kubectl annotate cm zed x=y
KUBE_EDITOR="sed -i 's/x: y/x: z/'" kubectl edit cm zed --output-patch
KUBE_EDITOR="sed -i 's/x: z/x: w/'" kubectl edit cm -l nosuch=x
KUBE_EDITOR="sed -i 's/x: z/x: w/'" kubectl edit cm
KUBE_EDITOR=true kubectl edit cm zed --windows-line-endings
kubectl run again --image=nginx
kubectl wait pod/again --for=condition=Ready
kubectl debug again --image=busybox -c twice --profile=general -- sleep 1d
kubectl debug again --image=busybox -c twice --profile=general -- sleep 1d
kubectl debug again --image=busybox -c again --profile=general -- sleep 1d
kubectl get pod again -o jsonpath='{.spec.ephemeralContainers[*].name}'
