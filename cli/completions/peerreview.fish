# fish completion for peerreview: nouns, verbs and options are what --help says.
function __peerreview_words
    set -l before (commandline -opc | string match -v -- '-*')
    $before[1] $before[2..3] --help 2>/dev/null | string replace -rf '^  (?:-[a-zA-Z],)?([a-z-]+).*' '$1'
end
complete -c peerreview -a '(__peerreview_words)'
