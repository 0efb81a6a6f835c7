function __telemctl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telemctl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __telemctl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telemctl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __telemctl_parse_tokens -S
    set -l unparsed_tokens (__telemctl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'telemctl'
        __telemctl_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'start'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'stop'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'restart'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'is-active'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'opt-in'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'opt-out'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'journal'
            __telemctl_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'r/record_id=' 'e/event_id=' 'c/classification=' 'b/boot_id=' 'i/include_record' 'V/verbose' 'version' 'h/help'
        case 'help'
            __telemctl_parse_subcommand -r 1 'version'
        end
    end
end

function __telemctl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __telemctl_parse_subcommand -S -a positional_count
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

function __telemctl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __telemctl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__telemctl_tokens -p)
    if test -z "$(__telemctl_tokens -t)"
        set -l index (count (__telemctl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens 2>/dev/null
end

complete -c 'telemctl' -f
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'start' -d 'Start the daemon; refused before opt-in.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'stop' -d 'Stop the daemon.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'restart' -d 'Stop the daemon and start it; refused before opt-in.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'is-active' -d 'Say whether the daemon runs, by its two old names; exit status 3 if not.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'opt-in' -d 'Agree to send records of programs to the collector. Starts nothing.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'opt-out' -d 'Withdraw that, and what waits for the collector; the daemon is stopped when nothing else is agreed to.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'journal' -d 'List what left, or why it did not, in telem_journal\'s form, oldest first.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_positional "telemctl" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl start" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl stop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl restart" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl is-active" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-in" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl opt-out" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemctl_complete_directories)'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" r record_id' -s 'r' -l 'record_id' -d 'Only this record (or ids that begin so).' -rfka ''
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" e event_id' -s 'e' -l 'event_id' -d 'Only this event.' -rfka ''
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" c classification' -s 'c' -l 'classification' -d 'Only this classification, or with /* at its end those that begin so.' -rfka ''
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" b boot_id' -s 'b' -l 'boot_id' -d 'Only this boot.' -rfka ''
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" i include_record' -s 'i' -l 'include_record' -d 'Print the body after each line.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" V verbose' -s 'V' -l 'verbose' -d 'Print a heading, and the number of records at the end.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" version' -l 'version' -d 'Show the version.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl journal" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemctl' -n '__telemctl_should_offer_completions_for_flags_or_options "telemctl help" version' -l 'version' -d 'Show the version.'
