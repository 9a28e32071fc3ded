/** What stands first in a command's help, by its path; where there is nothing to add, its short line does. */
export const ABOUT: Readonly<Record<string, string>> = {
  kubectl:
    'kubectl controls the Kubernetes cluster manager.\n\n Find more information at: https://kubernetes.io/docs/reference/kubectl/',
  annotate:
    'Set, change or take away annotations: notes on an object that select nothing, for people and for programs.\n\n A key may have a domain and a slash before its name. KEY- takes an annotation away; a value that is there already is only replaced with --overwrite.',
  'api-resources': 'Print the types of objects the server has: names, short names, API version, kind.',
  apply:
    'Apply a configuration to a resource by file name or stdin. The object is created when it does not exist yet; else what changed since the last apply is changed.\n\n JSON and YAML are read.',
  'apply edit-last-applied':
    'Edit what is kept of the last apply, in your editor. The object itself stays as it is; the next apply compares with what you wrote.',
  'apply set-last-applied':
    'Keep the contents of a file as the last applied configuration of an object that is there already. The object itself stays as it is.',
  'apply view-last-applied': 'Show what the last apply of an object said.',
  attach: 'Attach to the main process of a running container: see its output and, with -i, type into it.',
  auth: 'Inspect authorization.',
  'auth can-i':
    'Ask whether an action is allowed.\n\n VERB is a verb of the API (get, list, watch, delete, ...), TYPE a type in any of its names, NONRESOURCEURL a path that begins with "/". The answer is yes or no, and the exit code 0 or 1. With --as it is asked for somebody else.',
  'auth reconcile':
    'Make roles and bindings as the file has them. What is missing is added; what is more than the file says is only taken away with --remove-extra-permissions and --remove-extra-subjects.',
  'auth whoami': 'Show who the server takes you for: user name, groups and what else it knows.',
  autoscale:
    'Create an autoscaler that chooses how many pods a deployment, replica set, stateful set or replication controller has, by their load.',
  'cluster-info':
    "Show the address of the control plane and of services with the label kubernetes.io/cluster-service=true. For more there is 'kubectl cluster-info dump'.",
  'cluster-info dump': 'Dump cluster information out suitable for debugging and diagnosing cluster problems.',
  completion:
    'Print a script that makes a shell complete kubectl commands, flags and the names in the cluster. Load it in each shell, for example from its start-up file.',
  config:
    'Modify kubeconfig files using subcommands like "kubectl config set current-context my-context".\n\n The file is the one of --kubeconfig, else of $KUBECONFIG, else ~/.kube/config.',
  'config set':
    'Set one value of the kubeconfig file.\n\n PROPERTY_NAME has dots between its parts (clusters.lab.server); names that hold dots themselves cannot be reached. PROPERTY_VALUE is the new value.',
  'config set-cluster':
    'Set a cluster entry in the kubeconfig file. Of an entry that is there already, only what is given changes.',
  'config set-context':
    'Set a context entry in kubeconfig.\n\n Specifying a name that already exists will merge new fields on top of existing values for those fields.',
  'config set-credentials':
    'Set a user entry in the kubeconfig file: a token, a certificate and its key, or a name and a password. Of an entry that is there already, only what is given changes.',
  'config unset':
    'Take one value, or a whole entry, out of the kubeconfig file. PROPERTY_NAME has dots between its parts.',
  'config view': 'Show the kubeconfig. Secrets are left out unless --raw is given.',
  cp: "Copy files and directories to and from containers.\n\n 'tar' must be in the container's image: it does the copying on that side. One of the two places is local, the other is [NAMESPACE/]POD:PATH.",
  create: 'Create a resource from a file or from stdin.\n\n JSON and YAML are read.',
  'create configmap':
    'Create a config map from files, from directories (each file whose name may be a key) or from values on the command line. The key of a file is its name unless one is given before it.',
  'create namespace': 'Create a namespace with this name.',
  'create secret':
    'Create a secret with specified type.\n\n A docker-registry type secret is for accessing a container registry.\n\n A generic type secret indicate an Opaque secret type.\n\n A tls type secret holds TLS certificate and its associated key.',
  'create secret docker-registry':
    'Create a secret that holds the way into an image registry, for the imagePullSecrets of pods and service accounts.',
  'create secret generic':
    'Create a secret from files, from directories or from values on the command line. The key of a file is its name unless one is given before it.',
  'create secret tls':
    'Create a secret from a certificate and its key. Both are PEM, and the key belongs to the certificate.',
  'create service': 'Create a service using a specified subcommand.',
  'create token': 'Ask the server for a token of a service account. What it is good for ends after some time.',
  debug:
    'Look into pods and nodes with a container of your own.\n\n A pod gets a container beside its own ones (it stays until the pod goes), or a changed copy is made of it (--copy-to). A node gets a pod in its own namespaces, with its files at /host.',
  delete:
    'Delete resources by file names, stdin, resources and names, or by resources and label selector.\n\n Objects get time to end; --grace-period shortens it and --now is one second. --force with --grace-period=0 takes a pod off the list without waiting for its node, where it may still run.\n\n What is deleted is gone: nobody asks first, unless --interactive is given.',
  describe:
    'Show details of a specific resource or group of resources: what it is, what it depends on and what happened to it.\n\n Of "TYPE NAME_PREFIX", first the object of that name is looked for, then all whose names begin so.',
  diff: 'Show what "kubectl apply" of these files would change, as a diff.\n\n $KUBECTL_EXTERNAL_DIFF may name another program than "diff -u -N".\n\n Exit code: 0 no difference, 1 differences, more than 1 an error.',
  drain:
    'Empty a node for maintenance: it is cordoned, then its pods are evicted, as far as disruption budgets allow.\n\n Pods of daemon sets stay (--ignore-daemonsets), pods nobody would make anew need --force, and data in emptyDir volumes is lost (--delete-emptydir-data). "kubectl uncordon" opens the node again.',
  edit: 'Edit a resource on the server.\n\n The object is opened in $KUBE_EDITOR, else $EDITOR, else vi. When the editor is closed the changes are sent; a file that was not changed, or is empty, sends nothing. What the server refuses is opened again with its reason.',
  events: 'List events of the namespace, of one object (--for), or of all namespaces, oldest first.',
  exec: "Execute a command in a container. What stands behind -- is the command; flags before it are kubectl's own.",
  explain:
    'Describe the fields of a type, as the server itself documents them: TYPE.FIELD[.FIELD]. With --recursive the names and types of all fields below.',
  expose:
    'Expose a resource as a new Kubernetes service.\n\n The selector of the service is that of a deployment, replica set, replication controller or service, or the labels of a pod. Without --port, its own ports are used.',
  get: 'Display one or many resources.\n\n Prints a table of the objects of a type, or the ones named. Types may be given in any of their names; "kubectl api-resources" lists them.',
  kustomize:
    'Build a set of manifests from a kustomization.yaml and print it. "kubectl apply -k" does the same and applies it.',
  label:
    'Set, change or take away labels.\n\n Keys and values begin with a letter or digit and hold letters, digits, hyphens, dots and underscores, 63 at most; a key may have a domain and a slash before its name. KEY- takes a label away; a value that is there already is only replaced with --overwrite.',
  logs: 'Print the logs for a container in a pod or specified resource. If the pod has only one container, its name need not be given.',
  options: 'Print the flags every command takes.',
  patch:
    'Update fields of a resource: with a strategic merge patch, a JSON merge patch or a JSON patch. Custom resources know no strategic merge patch.\n\n JSON and YAML are read.',
  plugin:
    'Work with plugins.\n\n A plugin is a program on the PATH whose name starts with kubectl-: kubectl-foo is run by "kubectl foo", with the words behind its name.',
  'port-forward':
    'Forward one or more local ports to a pod, until it is stopped.\n\n Of a deployment or service one pod is chosen; when that pod ends, so does the forwarding.',
  replace:
    'Replace a resource by file name or stdin. The file holds the whole object, as "kubectl get TYPE NAME -o yaml" prints it.\n\n JSON and YAML are read.',
  rollout:
    'Manage the rollout of one or many resources.\n        \n Valid resource types include:\n\n  *  deployments\n  *  daemonsets\n  *  statefulsets',
  'rollout history': 'Show the earlier revisions of a rollout, or one of them.',
  'rollout pause':
    'Pause a rollout: changes of the pod template are kept but not rolled out until "kubectl rollout resume". Only deployments can be paused.',
  'rollout restart': 'Restart a rollout: all pods are made anew, in the order and pace of any rollout.',
  'rollout resume': 'Go on with a paused rollout. Only deployments can be paused.',
  'rollout status':
    'Show the state of the newest rollout and wait until it is done (--watch=false only looks). --timeout is the longest wait.',
  'rollout undo': 'Go back to an earlier revision of a rollout.',
  run: 'Create and run a particular image in a pod.',
  scale:
    'Set a new size for a deployment, replica set, replication controller, or stateful set.\n\n With --current-replicas or --resource-version only if the object is still as they say.',
  set: 'Configure application resources.\n\n These commands help you make changes to existing application resources.',
  'set env':
    'Change or list the environment variables of containers in a pod template. NAME=VALUE sets one, NAME- takes it away, --from takes those of a ConfigMap or Secret.',
  'set image': 'Change the images of containers in a pod template. "*" stands for all containers.',
  'set resources':
    'Set the CPU and memory that containers of a pod template ask for (--requests) and may use at most (--limits).',
  'set selector': 'Set the selector of a service. The old selector is replaced.',
  'set serviceaccount': 'Set the service account of a pod template.',
  'set subject': 'Add users, groups or service accounts to a role binding or cluster role binding.',
  taint:
    'Set, change or take away taints of nodes: KEY=VALUE:EFFECT keeps pods away that do not tolerate it.\n\n EFFECT is NoSchedule, PreferNoSchedule or NoExecute (which also evicts). KEY- or KEY:EFFECT- takes taints away.',
  top: 'Display resource (CPU/memory) usage.\n\n The top command allows you to see the resource consumption for nodes or pods.\n\n This command requires Metrics Server to be correctly configured and working on the server.',
  'top node': 'Show the CPU and memory nodes use.',
  'top pod': 'Show the CPU and memory pods use. Of a pod that has just started there may be nothing yet.',
  wait: 'Wait for a specific condition on one or many resources.\n\n The command ends as soon as all of them meet it, and fails when --timeout passes first. --for=create and --for=delete wait for objects to come and go.',
};
