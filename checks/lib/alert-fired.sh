# alert-fired NAME [--since step|session|TIME] [--where KEY=VALUE]...
#
# Answers at once whether the alert has fired because of the learner:
#   0   it has
#   1   it cannot, as things stand; prints FAIL: and what to change
#   75  not yet; prints WAIT: TIME REASON, with the next moment worth asking again
#   3   cannot be known on this cluster; prints UNKNOWN: REASON
#
# --since step     events since the current step began (default)
# --since session  events since the learner sat down
# --where K=V      the event's record must hold this value
#
# On firedrill's simulator the engine explains its verdict. On a real Calico the alert's own status is all there is.
alert-fired() {
  local name=${1:-} since=${FIREDRILL_STEP_STARTED:-} query=
  if [[ -z $name || $name == -* ]]; then
    echo 'usage: alert-fired NAME [--since step|session|TIME] [--where KEY=VALUE]...' >&2
    return 2
  fi
  shift
  while (( $# > 0 )); do
    case $1 in
      --since)
        case ${2:-} in
          step) since=${FIREDRILL_STEP_STARTED:-} ;;
          session) since=${FIREDRILL_SESSION_STARTED:-} ;;
          *) since=${2:-} ;;
        esac
        shift 2 ;;
      --where)
        query+="&where=$(alert-fired-encode "${2:-}")"
        shift 2 ;;
      *)
        echo "alert-fired: unknown argument $1; use --since or --where" >&2
        return 2 ;;
    esac
  done

  local answer
  if answer=$(kubectl get --raw "/apis/firedrill.dev/v1alpha1/securityevents/$name/verdict?since=$since$query" 2>/dev/null); then
    alert-fired-explained "$answer"
  else
    alert-fired-by-status "$name" "$since"
  fi
}

# The engine's answer in four lines: code, next moment, reason, advice.
alert-fired-explained() {
  local code next reason advice
  { read -r code; read -r next; read -r reason; read -r advice; } <<< "$1"
  case $code in
    0) echo "$reason" ;;
    75) echo "WAIT: $next $reason" ;;
    3) echo "UNKNOWN: $reason" ;;
    *) echo "FAIL: $reason${advice:+ $advice}" ;;
  esac
  return "$code"
}

# A real cluster: a rule-based alert says when it last made an event; an anomaly detector's status does not tell.
alert-fired-by-status() {
  local name=$1 since=$2 found type last
  if ! found=$(kubectl get globalalert "$name" -o 'jsonpath={.spec.type}' 2>&1); then
    if [[ $found == *NotFound* ]]; then
      echo "FAIL: there is no alert $name on this cluster. Apply it first."
      return 1
    fi
    echo "UNKNOWN: $name cannot be read here: ${found##*$'\n'}"
    return 3
  fi
  type=$found
  if [[ $type == AnomalyDetection ]]; then
    echo "UNKNOWN: the status of $name says when its detector ran, not whether it found something. Look in the manager's alert list."
    return 3
  fi
  last=$(kubectl get globalalert "$name" -o 'jsonpath={.status.lastEvent}')
  # Both are RFC 3339 in UTC, so text order is time order.
  if [[ -n $last && ( -z $since || ! $last < $since ) ]]; then
    echo "$name fired at $last"
    return 0
  fi
  echo "WAIT: - $name has not fired${since:+ since $since}"
  return 75
}

# Percent-encodes one query value.
alert-fired-encode() {
  local text=$1 out= char index
  for (( index = 0; index < ${#text}; index++ )); do
    char=${text:index:1}
    case $char in
      [a-zA-Z0-9._~-]) out+=$char ;;
      *) out+=$(printf '%%%02X' "'$char") ;;
    esac
  done
  printf '%s' "$out"
}
