// What a shell needs to ask `distilgrid complete` for candidates, and to offer files where there are none.

export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

export const completionScripts: Readonly<Record<Shell, string>> = {
  bash: `# In ~/.bashrc: source <(distilgrid completion bash)
_distilgrid() {
  COMPREPLY=()
  local line
  while IFS= read -r line; do
    COMPREPLY+=("$(printf %q "\${line%%$'\\t'*}")")
  done < <("$1" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _distilgrid distilgrid
`,
  zsh: `# In ~/.zshrc, after compinit: source <(distilgrid completion zsh)
_distilgrid() {
  local -a found
  local line value
  for line in "\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] || continue
    value=\${line%%$'\\t'*}
    found+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( $#found )); then _describe -t values distilgrid found; else _files; fi
}
compdef _distilgrid distilgrid
`,
  fish: `# In ~/.config/fish/completions/distilgrid.fish: distilgrid completion fish | source
function __distilgrid_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l found ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path "$current"
    end
end
complete -c distilgrid -f -a '(__distilgrid_complete)'
`,
};
