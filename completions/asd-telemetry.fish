function __asd-telemetry_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __asd-telemetry_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __asd-telemetry_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __asd-telemetry_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __asd-telemetry_parse_tokens -S
    set -l unparsed_tokens (__asd-telemetry_tokens -pc)
    switch $unparsed_tokens[1]
    case 'asd-telemetry'
        __asd-telemetry_parse_subcommand 2 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'set-cafile=' 'set-email=' 'set-group=' 'set-interval=' 'set-frequency=' 'set-logfile=' 'set-loglevel=' 'set-proxy=' 'set-user=' 'enable' 'disable' 'fgdaemon' 'sample' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __asd-telemetry_parse_subcommand -r 1 'version'
        end
    end
end

function __asd-telemetry_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __asd-telemetry_parse_subcommand -S -a positional_count
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

function __asd-telemetry_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __asd-telemetry_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__asd-telemetry_tokens -p)
    if test -z "$(__asd-telemetry_tokens -t)"
        set -l index (count (__asd-telemetry_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens 2>/dev/null
end

complete -c 'asd-telemetry' -f
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__asd-telemetry_complete_directories)'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-cafile' -l 'set-cafile' -d 'Set cafile.' -rF
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-email' -l 'set-email' -d 'Set email.' -rfka ''
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-group' -l 'set-group' -d 'Set group.' -rfka ''
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-interval' -l 'set-interval' -d 'Set interval.' -rfka ''
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-frequency' -l 'set-frequency' -d 'The first version\'s name of --set-interval.' -rfka ''
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-logfile' -l 'set-logfile' -d 'Set logfile; out is standard output.' -rF
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-loglevel' -l 'set-loglevel' -d 'Set loglevel: debug, info, warning, error, critical.' -rfka 'debug info warning error critical'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-proxy' -l 'set-proxy' -d 'Set proxy.' -rfka ''
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" set-user' -l 'set-user' -d 'Set user.' -rfka ''
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" enable' -l 'enable' -d 'Agree to send reports of the node home, and set disable to false.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" disable' -l 'disable' -d 'Withdraw that, and set disable to true.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" fgdaemon' -l 'fgdaemon' -d 'Run in the foreground, and log to standard output.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" sample' -l 'sample' -d 'Ask the node once, print the report as JSON, and leave. Sends nothing.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_positional "asd-telemetry" -eq 1' -F
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_positional "asd-telemetry" -eq 2' -fka 'start stop restart try-restart status'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" version' -l 'version' -d 'Show the version.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_positional "asd-telemetry" -eq 3' -fa 'help' -d 'Show subcommand help information.'
complete -c 'asd-telemetry' -n '__asd-telemetry_should_offer_completions_for_flags_or_options "asd-telemetry help" version' -l 'version' -d 'Show the version.'
