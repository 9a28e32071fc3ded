# fail-message TEXT: tells the learner what is missing and fails the check, whatever the script exits with.
fail-message() {
  printf 'FAIL: %s\n' "$*"
  return 1
}
