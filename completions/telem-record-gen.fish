function __telem-record-gen_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telem-record-gen_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __telem-record-gen_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telem-record-gen_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __telem-record-gen_parse_tokens -S
    set -l unparsed_tokens (__telem-record-gen_tokens -pc)
    switch $unparsed_tokens[1]
    case 'telem-record-gen'
        __telem-record-gen_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'c/class=' 's/severity=' 'p/payload=' 'P/payload-file=' 'R/record-version=' 'e/event-id=' 'f/config-file=' 'o/echo' 'n/no-post' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'help'
            __telem-record-gen_parse_subcommand -r 1 'version'
        end
    end
end

function __telem-record-gen_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __telem-record-gen_parse_subcommand -S -a positional_count
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

function __telem-record-gen_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __telem-record-gen_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__telem-record-gen_tokens -p)
    if test -z "$(__telem-record-gen_tokens -t)"
        set -l index (count (__telem-record-gen_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens 2>/dev/null
end

complete -c 'telem-record-gen' -f
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telem-record-gen_complete_directories)'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" c class' -s 'c' -l 'class' -d 'What it is about, as most/to/least specific.' -rfka ''
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" s severity' -s 's' -l 'severity' -d '1, low, to 4, critical; 1 without it.' -rfka '1 2 3 4'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" p payload' -s 'p' -l 'payload' -d 'The payload itself.' -rfka ''
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" P payload-file' -s 'P' -l 'payload-file' -d 'The file the payload is in; wins over -p.' -rF
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" R record-version' -s 'R' -l 'record-version' -d 'A number of yours for the form of the payload; 1 without it.' -rfka ''
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" e event-id' -s 'e' -l 'event-id' -d '32 digits of 0123456789abcdef; random without it.' -rfka ''
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" config-file f' -s 'f' -l 'config-file' -d 'The configuration that names the socket, also for the service.' -rF
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" echo o' -s 'o' -l 'echo' -d 'Print the record.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" n no-post' -s 'n' -l 'no-post' -d 'Do not hand it over; needs no opt-in.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" version' -l 'version' -d 'Show the version.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_positional "telem-record-gen" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'telem-record-gen' -n '__telem-record-gen_should_offer_completions_for_flags_or_options "telem-record-gen help" version' -l 'version' -d 'Show the version.'
