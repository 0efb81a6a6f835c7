function __crashprobe_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __crashprobe_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __crashprobe_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __crashprobe_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __crashprobe_parse_tokens -S
    set -l unparsed_tokens (__crashprobe_tokens -pc)
    switch $unparsed_tokens[1]
    case 'crashprobe'
        __crashprobe_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'f/config-file=' 'c/core-file=' 'p/process-name=' 'E/process-path=' 's/signal=' 'v/verbose' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __crashprobe_parse_subcommand -r 1 'version'
        end
    end
end

function __crashprobe_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __crashprobe_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __crashprobe_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __crashprobe_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__crashprobe_tokens -p)
    if test -z "$(__crashprobe_tokens -t)"
        set -l index (count (__crashprobe_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens 2>/dev/null
end

complete -c 'crashprobe' -f
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__crashprobe_complete_directories)'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" config-file f' -s 'f' -l 'config-file' -d 'The configuration that names the socket, also for the service.' -rF
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" c core-file' -s 'c' -l 'core-file' -d 'The core file.' -rF
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" p process-name' -s 'p' -l 'process-name' -d 'The name of the process; required.' -rfka ''
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" E process-path' -s 'E' -l 'process-path' -d 'The path of its program, with / or, as the kernel gives it, with !.' -rfka ''
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" s signal' -s 's' -l 'signal' -d 'The number of the signal that ended it.' -rfka ''
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" v verbose' -s 'v' -l 'verbose' -d 'Print the record\'s payload.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" version' -l 'version' -d 'Show the version.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_positional "crashprobe" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'crashprobe' -n '__crashprobe_should_offer_completions_for_flags_or_options "crashprobe help" version' -l 'version' -d 'Show the version.'
