/**
 * What `kubectl completion SHELL` prints: a function that asks `kubectl __complete` for the words that may stand at the
 * cursor. Its answer is a word and a tab and a sentence a line, and a colon and a number at the end: 4 means "no files".
 */
export const COMPLETION_SCRIPTS: Readonly<Record<string, string>> = {
  bash: `# Completion of kubectl in bash. Load it with: source <(kubectl completion bash)
_kubectl_words() {
  local line word files=1
  local current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :4) files=0 ;;
      :*) ;;
      *)
        word="\${line%%$'\\t'*}"
        COMPREPLY+=("$word")
        ;;
    esac
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current" 2>/dev/null)
  if [ "$files" = 0 ] && [ "\${#COMPREPLY[@]}" = 0 ]; then compopt +o default 2>/dev/null; fi
}
if type complete >/dev/null 2>&1; then complete -o default -F _kubectl_words kubectl; fi
`,
  zsh: `#compdef kubectl
# Completion of kubectl in zsh. Load it with: source <(kubectl completion zsh)
_kubectl_words() {
  local line files=1
  local -a found
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      :4) files=0 ;;
      :*|'') ;;
      *$'\\t'*) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      *) found+=("\${line//:/\\\\:}") ;;
    esac
  done
  if (( \${#found} )); then _describe 'kubectl' found; elif (( files )); then _files; fi
}
compdef _kubectl_words kubectl
`,
  fish: `# Completion of kubectl in fish. Load it with: kubectl completion fish | source
function __kubectl_words
  set -l before (commandline -opc)
  set -l current (commandline -ct)
  set -l answer ($before[1] __complete $before[2..-1] "$current" 2>/dev/null)
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
  & $before[0] __complete @rest $last 2>$null | Where-Object { $_ -notmatch '^:' } | ForEach-Object {
    $word, $help = $_ -split "\`t", 2
    if (-not $help) { $help = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $help)
  }
}
`,
};
