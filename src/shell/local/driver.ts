/**
 * What bash reads at its start (`--rcfile`): from then on it takes its commands from a pipe of ours and not from the
 * terminal, which is the running command's alone. Each command runs at top level, so variables, functions, aliases and
 * the directory live on; after it, number, exit code and directory go out through a second pipe, and a mark into both
 * outputs says that all it printed has come. An interactive bash drops the rest of a command at Ctrl-C and starts
 * PROMPT_COMMAND again, which reports 130. When firedrill is gone, so is the other end of the pipe, and bash ends.
 */
export const DRIVER = `
exec 8<"$FIREDRILL_CONTROL/commands" 9>"$FIREDRILL_CONTROL/reports"
PS1= PS2='> ' __firedrill_number=0
[ -t 0 ] && stty -onlcr 2>/dev/null
__firedrill_report() {
  local mark
  printf -v mark '\\e]firedrill;%s;%s\\a' "$FIREDRILL_MARK" "$__firedrill_number"
  printf '%s' "$mark"
  [ -t 1 ] || printf '%s' "$mark" >&2
  printf '%s\\0' "$__firedrill_number" "$1" "$PWD" >&9
}
__firedrill_status() { return "$1"; }
PROMPT_COMMAND='__firedrill_code=$?; set +m; while :; do while :; do
__firedrill_report "$__firedrill_code"
IFS= read -r -d "" -u 8 __firedrill_number && IFS= read -r -d "" -u 8 __firedrill_line || exit
history -s -- "$__firedrill_line"
__firedrill_status "$__firedrill_code"
eval "$__firedrill_line"
__firedrill_code=$?
done; done'
`;
