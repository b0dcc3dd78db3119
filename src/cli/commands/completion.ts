import { defineCommand } from "../command.ts";
import { ok } from "../../shared/model/result.ts";

/** The scripts ask `drover __complete`, so that they never grow stale. */
const SCRIPTS = {
  bash: `# bash completion for drover; put into ~/.bashrc:  source <(drover completion bash)
_drover() {
  local IFS=$'\\n' answer word last=
  local -a words=()
  # Bash parts --option=value at the sign, and wants an answer for what is behind it alone.
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ ( $word == "=" && $last == --* ) || $last == --*= ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    last=\${words[\${#words[@]}-1]}
  done
  answer=$(drover __complete -- "\${words[@]}" 2>/dev/null) || return 0
  if [[ $answer == ":files" ]]; then
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
  else
    COMPREPLY=($(cut -f1 <<<"$answer"))
    if [[ $last == --*=* ]]; then COMPREPLY=("\${COMPREPLY[@]#*=}"); fi
  fi
}
complete -F _drover drover
`,
  zsh: `#compdef drover
# zsh completion for drover; put into ~/.zshrc:  source <(drover completion zsh)
_drover() {
  local answer line
  local -a found
  answer=$(drover __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null) || return 1
  if [[ $answer == ":files" ]]; then
    _files
    return
  fi
  for line in "\${(@f)answer}"; do
    [[ -z $line ]] && continue
    line=\${line//:/\\\\:}
    found+=("\${line/$'\\t'/:}")
  done
  _describe drover found
}
if [[ $funcstack[1] == _drover ]]; then _drover "$@"; else compdef _drover drover; fi
`,
  fish: `# fish completion for drover; put into ~/.config/fish/config.fish:  drover completion fish | source
function __drover_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l answer (drover __complete -- $words[2..-1] 2>/dev/null)
  if test "$answer" = ":files"
    __fish_complete_path (commandline -ct)
  else
    printf '%s\\n' $answer
  end
end
complete -c drover -f -a '(__drover_complete)'
`,
} as const;

export const command = defineCommand({
  name: "completion",
  summary: "Print a completion script for your shell.",
  details: "It completes commands, options, and the ids and names of a running core.",
  examples: [
    { line: "completion bash", why: "In ~/.bashrc: source <(drover completion bash)" },
    { line: "completion zsh", why: "In ~/.zshrc: source <(drover completion zsh)" },
    { line: "completion fish", why: "In config.fish: drover completion fish | source" },
  ],
  args: { shell: { label: "SHELL", choices: ["bash", "zsh", "fish"], summary: "bash, zsh or fish." } },
  options: {},
  run({ io }, { shell }) {
    const script = shell === "zsh" ? SCRIPTS.zsh : shell === "fish" ? SCRIPTS.fish : SCRIPTS.bash;
    io.write(script);
    return Promise.resolve(ok());
  },
});
