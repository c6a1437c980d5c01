# bash completion for peerreview: nouns, verbs and options are what --help says.
_peerreview() {
    local word=${COMP_WORDS[COMP_CWORD]} before=() part words
    for part in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $part == -* ]] || before+=("$part")
    done
    words=$("${COMP_WORDS[0]}" "${before[@]:0:2}" --help 2>/dev/null |
        sed -nE 's/^  (-[a-zA-Z],)?([a-z-]+).*/\2/p')
    if [[ $word != -* ]]; then words=$(printf '%s\n' "$words" | grep -v '^-'); fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if [[ ${#COMPREPLY[@]} -eq 0 ]]; then compopt -o default 2>/dev/null; fi
}
complete -F _peerreview peerreview
