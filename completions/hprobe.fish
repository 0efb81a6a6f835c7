function __hprobe_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __hprobe_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __hprobe_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __hprobe_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __hprobe_parse_tokens -S
    set -l unparsed_tokens (__hprobe_tokens -pc)
    switch $unparsed_tokens[1]
    case 'hprobe'
        __hprobe_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'f/config-file=' 'H/heartbeat' 'l/locale' 'u/uptime' 'b/bundles' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __hprobe_parse_subcommand -r 1 'version'
        end
    end
end

function __hprobe_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __hprobe_parse_subcommand -S -a positional_count
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

function __hprobe_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __hprobe_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__hprobe_tokens -p)
    if test -z "$(__hprobe_tokens -t)"
        set -l index (count (__hprobe_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens 2>/dev/null
end

complete -c 'hprobe' -f
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__hprobe_complete_directories)'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" config-file f' -s 'f' -l 'config-file' -d 'The configuration that names the socket, also for the service.' -rF
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" H heartbeat' -s 'H' -l 'heartbeat' -d 'A heartbeat instead of a greeting.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" l locale' -s 'l' -l 'locale' -d 'Add the locale.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" u uptime' -s 'u' -l 'uptime' -d 'Add how long the system is up.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" b bundles' -s 'b' -l 'bundles' -d 'Add the names of the installed bundles.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" version' -l 'version' -d 'Show the version.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_positional "hprobe" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'hprobe' -n '__hprobe_should_offer_completions_for_flags_or_options "hprobe help" version' -l 'version' -d 'Show the version.'
