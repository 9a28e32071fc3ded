/**
 * What `kubectl completion SHELL` prints: a function that asks `kubectl __complete` for the words that may stand at the
 * cursor. Its answer is a word and a tab and a sentence a line, and a colon and a number at the end:  4 means "no files", 8 that the words
 * are the endings of the files that may stand there.
 */
export const COMPLETION_SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# Completion of kubectl in bash. Load it with: source <(kubectl completion bash)
_kubectl_words() {
  local line word ending files=1
  local program="\${COMP_WORDS[0]}" current="\${COMP_WORDS[COMP_CWORD]}"
  local -a endings
  # An alias such as k.
  type -P "$program" >/dev/null || program=kubectl
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :4) files=0 ;;
      :8) endings=("\${COMPREPLY[@]}") COMPREPLY=() ;;
      :*) ;;
      *)
        word="\${line%%$'\\t'*}"
        COMPREPLY+=("$word")
        ;;
    esac
  done < <("$program" __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current" 2>/dev/null)
  if [ "\${#endings[@]}" -gt 0 ]; then
    files=0
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
      if [ -d "$word" ]; then COMPREPLY+=("$word"); fi
      for ending in "\${endings[@]}"; do
        if [ -f "$word" ] && [ "\${word%.$ending}" != "$word" ]; then COMPREPLY+=("$word"); fi
      done
    done < <(compgen -f -- "$current")
  fi
  if [ "$files" = 0 ] && [ "\${#COMPREPLY[@]}" = 0 ]; then compopt +o default 2>/dev/null; fi
}
# The name by which tutorials let an alias complete: complete -o default -F __start_kubectl k
__start_kubectl() { _kubectl_words "$@"; }
if type complete >/dev/null 2>&1; then complete -o default -F _kubectl_words kubectl; fi
`,
  zsh: `#compdef kubectl
# Completion of kubectl in zsh. Load it with: source <(kubectl completion zsh)
_kubectl_words() {
  local line files=1
  local -a found endings
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      :4) files=0 ;;
      :8) endings=("\${found[@]}"); found=() ;;
      :*|'') ;;
      *$'\\t'*) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      *) found+=("\${line//:/\\\\:}") ;;
    esac
  done
  if (( \${#endings} )); then _files -g "*.(\${(j:|:)endings})"; elif (( \${#found} )); then _describe 'kubectl' found; elif (( files )); then _files; fi
}
compdef _kubectl_words kubectl
`,
  fish: `# Completion of kubectl in fish. Load it with: kubectl completion fish | source
function __kubectl_words
  set -l before (commandline -opc)
  set -l current (commandline -ct)
  set -l answer ($before[1] __complete $before[2..-1] "$current" 2>/dev/null)
  if contains ':8' $answer
    set -l endings (string match -v ':*' -- $answer)
    __fish_complete_path "$current" | string match -r -- '^[^\t]*(?:/|\\.(?:'(string join '|' $endings)'))(?:\t.*)?$'
    return
  end
  for line in $answer
    string match -q ':*' -- $line; or echo $line
  end
  if not contains ':4' $answer
    __fish_complete_path "$current"
  end
end
complete -c kubectl -e
complete -c kubectl -f -a '(__kubectl_words)'
`,
  powershell: `# Completion of kubectl in PowerShell. Load it with: kubectl completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName kubectl -ScriptBlock {
  param($current, $ast, $position)
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.ToString() })
  $rest = @($before | Select-Object -Skip 1)
  $last = if ($current) { $current } else { '""' }
  $answer = @(& $before[0] __complete @rest $last 2>$null)
  # Without words of ours PowerShell offers files.
  if ($answer -contains ':8') { return }
  $answer | Where-Object { $_ -notmatch '^:' } | ForEach-Object {
    $word, $help = $_ -split "\`t", 2
    if (-not $help) { $help = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $help)
  }
}
`,
};
