# alert-events NAME [-o json]: the security events of one alert, oldest first.
# Lines: time, origin, description. On a cluster that is not firedrill's there is nothing to ask: exit 3.
alert-events() {
  local name=${1:-} output=lines
  if [[ -z $name || $name == -* ]]; then
    echo 'usage: alert-events NAME [-o json]' >&2
    return 2
  fi
  if [[ ${2:-} == -o && ${3:-} == json ]]; then output=json; fi
  if ! kubectl get --raw "/apis/firedrill.dev/v1alpha1/securityevents?alert=$name&output=$output" 2>/dev/null; then
    echo 'security events cannot be read from this cluster; look in the manager' >&2
    return 3
  fi
}
