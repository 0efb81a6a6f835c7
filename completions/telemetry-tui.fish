function __telemetry-tui_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telemetry-tui_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __telemetry-tui_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telemetry-tui_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __telemetry-tui_parse_tokens -S
    set -l unparsed_tokens (__telemetry-tui_tokens -pc)
    switch $unparsed_tokens[1]
    case 'telemetry-tui'
        __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'daemon' 'once' 'demo' 'read-only' 'script=' 'play=' 'plain' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'status'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'show'
            __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'to=' 'version' 'h/help'
        case 'preview'
            __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'to=' 'version' 'h/help'
        case 'show-device'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'preview-device'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'diff'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'with=' 'to=' 'version' 'h/help'
        case 'explain'
            __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'info'
            __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'on'
            __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'license=' 'channels=+' 'version' 'h/help'
        case 'off'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'channel'
            __telemetry-tui_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'ls'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'on'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'off'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            end
        case 'send'
            __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'license=' 'version' 'h/help'
        case 'spool'
            __telemetry-tui_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'ls'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'limit=' 'version' 'h/help'
            case 'show'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'retry'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'rm'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'import'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'verify'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'repair'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            end
        case 'journal'
            __telemetry-tui_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'ls'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'r=' 'e=' 'c=' 'b=' 'i' 'V' 'limit=' 'version' 'h/help'
            case 'show'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'body' 'version' 'h/help'
            case 'verify'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'export'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            end
        case 'config'
            __telemetry-tui_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'get'
                __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'set'
                __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'unset'
                __telemetry-tui_parse_subcommand -r 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'check'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'template'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            end
        case 'machine-id'
            __telemetry-tui_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'show'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'rotate'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'set'
                __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            case 'unset'
                __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
            end
        case 'completions'
            __telemetry-tui_parse_subcommand 2 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'man'
            __telemetry-tui_parse_subcommand 1 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'version' 'h/help'
        case 'telem-record-gen'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'c/class=' 's/severity=' 'p/payload=' 'P/payload-file=' 'R/record-version=' 'e/event-id=' 'f/config-file=' 'o/echo' 'n/no-post' 'version' 'h/help'
        case 'hprobe'
            __telemetry-tui_parse_subcommand 0 'config=' 'state-dir=' 'json' 'quiet' 'no-color' 'ascii' 'f/config-file=' 'H/heartbeat' 'l/locale' 'u/uptime' 'b/bundles' 'version' 'h/help'
        case 'help'
            __telemetry-tui_parse_subcommand -r 1 'version'
        end
    end
end

function __telemetry-tui_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __telemetry-tui_parse_subcommand -S -a positional_count
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

function __telemetry-tui_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __telemetry-tui_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__telemetry-tui_tokens -p)
    if test -z "$(__telemetry-tui_tokens -t)"
        set -l index (count (__telemetry-tui_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'telemetry-tui' -f
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" daemon' -l 'daemon' -d 'Serve in the foreground, without a console.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" once' -l 'once' -d 'With --daemon: collect, seal, deliver what is due, and leave.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" demo' -l 'demo' -d 'The console over a simulated node; sends nothing elsewhere.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" read-only' -l 'read-only' -d 'The console without what changes anything.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" script' -l 'script' -d 'Drive the console by a script, without a terminal.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" play' -l 'play' -d 'Play a script on the terminal, then hand over the keyboard.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" plain' -l 'plain' -d 'The console line by line, for screen readers and for terminals that can do nothing.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'status' -d 'Say what this machine tells whom, and what keeps the rest back.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'show' -d 'Print the exact body that would be sent now.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'preview' -d 'Print what would be sent if telemetry were on.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'show-device' -d 'Print the device report that would be sent now: host, disk, time, record.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'preview-device' -d 'Print the device report as if telemetry and the channel device were on.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'diff' -d 'Show how the next report differs from the last one sent, a file, or the consent.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'explain' -d 'Say what a field is, where it comes from, why, and what hides it.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'info' -d 'Ask the node raw Info commands; the answers are printed as they came.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'on' -d 'Agree to send to destinations.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'off' -d 'Withdraw consent: nothing leaves from now on.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'channel' -d 'List channels, switch them on or off.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'send' -d 'Seal a report and deliver it now.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'spool' -d 'Look after what waits to be sent.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'journal' -d 'Show what left this machine, or why it did not.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'config' -d 'Read, check and edit the configuration.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'machine-id' -d 'Show or replace the pseudonymous id of this machine.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'completions' -d 'Print a completion script for a shell.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'man' -d 'Print a manual page in mdoc, generated from the program\'s own tables.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'telem-record-gen' -d 'Make a record and hand it to the service.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'hprobe' -d 'Hand a greeting to the service.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" to' -l 'to' -d 'For this destination.' -rfka 'home collector report device'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui show" -ge 1' -fka 'basic crash device ident perf event'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" to' -l 'to' -d 'For this destination.' -rfka 'home collector report device'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui preview" -ge 1' -fka 'basic crash device ident perf event'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui show-device" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui preview-device" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" with' -l 'with' -d '`last` (the default), `consent`, or a file with a report.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" to' -l 'to' -d 'For this destination.' -rfka 'home collector report device'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui diff" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui explain" -eq 1' -fka 'leaderboard leaderboard_description report_version report_timestamp report_id channels channels_available license unavailable description contact organization created mon config rbd pools osd.count osd.require_osd_release osd.require_min_compat_client osd.cluster_network osd crush fs metadata hosts usage services rgw balancer rook crashes perf_counters stats_per_pool stats_per_pg io_rate osd_perf_histograms mempool device features partition-generation edition version build build_os build_time config.cluster-name config.node-id config.pidfile config.work-directory config.user config.group config.ldap.server config.ldap.user-query-pattern config.ldap.role-query-pattern node succession-list cluster-name service services-alternate services-alumni statistics.paxos_principal statistics.cluster_principal statistics.cluster_duplicate_nodes statistics.cluster_clock_skew_outliers statistics.cluster_size statistics.cluster_key statistics.cluster_integrity statistics statistics.uptime statistics.objects statistics.tombstones statistics.client_connections statistics.process_cpu_pct statistics.reaped_fds statistics.demarshal_error statistics.time_since_rebalance namespaces bins histograms udfs.num-udf-files meminfo sindex-metadata sindexes sets system.uname.1 system system.python_version dmi dmi.product_uuid telemetry-agent-version telemetry-agent-status interval email unix-epoch-time telemetry-agent-ip-address storage queries.throughput queries.sindex queries loglevel agent-status error'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui info" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui on" -ge 1' -fka 'home collector report device'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" license' -l 'license' -d 'The licence id, where one is asked for.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on"' -l 'channels' -d 'Exactly these channels; they are switched on as well.' -rfka 'basic crash device ident perf event'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui on" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui off" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui channel" -eq 1' -fa 'ls' -d 'List the channels.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui channel" -eq 1' -fa 'on' -d 'Switch a channel on, for every destination there is consent for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui channel" -eq 1' -fa 'off' -d 'Switch a channel off; waiting records that hold it are withdrawn.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel ls" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui channel on" -eq 1' -fka 'basic crash device ident perf event'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel on" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui channel off" -eq 1' -fka 'basic crash device ident perf event'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui channel off" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui send" -eq 1' -fka 'home collector report device'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" license' -l 'license' -d 'Agree to this licence first.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui send" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'ls' -d 'List waiting records, oldest first.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'show' -d 'Print the exact body of a waiting record.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'retry' -d 'Try one waiting record, or all, now.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'rm' -d 'Drop a waiting record; the ledger keeps that it was dropped.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'import' -d 'Take over the records an older client left in its spool directory.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'verify' -d 'Check the outbox file, the ledger and the kept bodies.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool" -eq 1' -fa 'repair' -d 'Save what can be read of a damaged outbox; the damaged file is set aside.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" limit' -l 'limit' -d 'At most so many.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool ls" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool show" -eq 1' -fka '(__telemetry-tui_custom_completion ---completion spool show -- positional@0 (count (__telemetry-tui_tokens -pc)) (__telemetry-tui_tokens -tC))'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool retry" -eq 1' -fka '(__telemetry-tui_custom_completion ---completion spool retry -- positional@0 (count (__telemetry-tui_tokens -pc)) (__telemetry-tui_tokens -tC))'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool retry" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool rm" -eq 1' -fka '(__telemetry-tui_custom_completion ---completion spool rm -- positional@0 (count (__telemetry-tui_tokens -pc)) (__telemetry-tui_tokens -tC))'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool rm" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui spool import" -eq 1' -fa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui spool repair" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui journal" -eq 1' -fa 'ls' -d 'List the ledger\'s rows, oldest first.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui journal" -eq 1' -fa 'show' -d 'Show one row, and with --body the exact bytes that left.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui journal" -eq 1' -fa 'verify' -d 'Check the ledger\'s hash chain and the kept bodies.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui journal" -eq 1' -fa 'export' -d 'Print the whole ledger as JSON lines, oldest first.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" r' -s 'r' -d 'Only this record (or ids that begin so).' -rfka '(__telemetry-tui_custom_completion ---completion journal ls -- -r (count (__telemetry-tui_tokens -pc)) (__telemetry-tui_tokens -tC))'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" e' -s 'e' -d 'Only this event.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" c' -s 'c' -d 'Only this classification (`*` matches all).' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" b' -s 'b' -d 'Only this boot; rows are kept across boots.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" i' -s 'i' -d 'Print the bodies too.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" V' -s 'V' -d 'Print every column.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" limit' -l 'limit' -d 'At most so many, the newest.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal ls" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui journal show" -eq 1' -fka '(__telemetry-tui_custom_completion ---completion journal show -- positional@0 (count (__telemetry-tui_tokens -pc)) (__telemetry-tui_tokens -tC))'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" body' -l 'body' -d 'Print the exact body, and nothing else.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui journal export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config" -eq 1' -fa 'list' -d 'List every setting, its value and where that comes from.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config" -eq 1' -fa 'get' -d 'Print the value of one setting.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config" -eq 1' -fa 'set' -d 'Set a value; comments, order and mode of the file stay.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config" -eq 1' -fa 'unset' -d 'Remove a setting from the file: its default counts again.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config" -eq 1' -fa 'check' -d 'Check the configuration; names file and line of each fault.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config" -eq 1' -fa 'template' -d 'Print the default configuration: every option, explained and commented out.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config list" -eq 1' -fka 'asd main logging settings telemetry privacy console'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config get" -ge 1' -fka 'asd.config-file asd.host asd.port asd.user asd.password-file asd.tls-cafile main.disable main.interval main.home-url main.email main.user main.group main.cafile main.proxy main.report-format logging.logfile logging.loglevel settings.server settings.socket_path settings.spool_dir settings.record_expiry settings.spool_max_size settings.spool_process_time settings.rate_limit_enabled settings.record_burst_limit settings.record_window_length settings.byte_burst_limit settings.byte_window_length settings.rate_limit_strategy settings.record_retention_enabled settings.record_server_delivery_enabled settings.daemon_recycling_enabled settings.cainfo settings.tidheader settings.protocol telemetry.enabled telemetry.url telemetry.device_url telemetry.interval telemetry.proxy telemetry.contact telemetry.description telemetry.organization telemetry.leaderboard telemetry.channel_basic telemetry.channel_crash telemetry.channel_device telemetry.channel_ident telemetry.channel_perf telemetry.channel_event telemetry.command telemetry.cluster-conf privacy.hash privacy.key-file console.theme console.refresh console.ascii console.mouse'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config set" -ge 1' -fka '(__telemetry-tui_custom_completion ---completion config set -- positional@0 (count (__telemetry-tui_tokens -pc)) (__telemetry-tui_tokens -tC))'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui config unset" -ge 1' -fka 'asd.config-file asd.host asd.port asd.user asd.password-file asd.tls-cafile main.disable main.interval main.home-url main.email main.user main.group main.cafile main.proxy main.report-format logging.logfile logging.loglevel settings.server settings.socket_path settings.spool_dir settings.record_expiry settings.spool_max_size settings.spool_process_time settings.rate_limit_enabled settings.record_burst_limit settings.record_window_length settings.byte_burst_limit settings.byte_window_length settings.rate_limit_strategy settings.record_retention_enabled settings.record_server_delivery_enabled settings.daemon_recycling_enabled settings.cainfo settings.tidheader settings.protocol telemetry.enabled telemetry.url telemetry.device_url telemetry.interval telemetry.proxy telemetry.contact telemetry.description telemetry.organization telemetry.leaderboard telemetry.channel_basic telemetry.channel_crash telemetry.channel_device telemetry.channel_ident telemetry.channel_perf telemetry.channel_event telemetry.command telemetry.cluster-conf privacy.hash privacy.key-file console.theme console.refresh console.ascii console.mouse'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config unset" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui config template" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui machine-id" -eq 1' -fa 'show' -d 'Show the id; it is made when there is none.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui machine-id" -eq 1' -fa 'rotate' -d 'Replace the id now; its three days begin anew.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui machine-id" -eq 1' -fa 'set' -d 'Give the machine a static id: 1 to 32 printable ASCII characters.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui machine-id" -eq 1' -fa 'unset' -d 'Remove the static id: the rotating one counts again.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id rotate" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui machine-id unset" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui completions" -eq 1' -fka 'bash zsh fish'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui completions" -eq 2' -fka 'telem-record-gen hprobe'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui completions" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_positional "telemetry-tui man" -eq 1' -fka 'telemetry-tui.1 telemetry-tui.conf.5 telemetry-tui-report.5 telem-record-gen.1 hprobe.1 keys.md'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui man" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" c class' -s 'c' -l 'class' -d 'What it is about, as most/to/least specific.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" s severity' -s 's' -l 'severity' -d '1, low, to 4, critical; 1 without it.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" p payload' -s 'p' -l 'payload' -d 'The payload itself.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" P payload-file' -s 'P' -l 'payload-file' -d 'The file the payload is in; wins over -p.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" R record-version' -s 'R' -l 'record-version' -d 'A number of yours for the form of the payload; 1 without it.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" e event-id' -s 'e' -l 'event-id' -d '32 digits of 0123456789abcdef; random without it.' -rfka ''
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" config-file f' -s 'f' -l 'config-file' -d 'The configuration that names the socket, also for the service.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" echo o' -s 'o' -l 'echo' -d 'Print the record.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" n no-post' -s 'n' -l 'no-post' -d 'Do not hand it over; needs no opt-in.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui telem-record-gen" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" config' -l 'config' -d 'Use this configuration file alone.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" state-dir' -l 'state-dir' -d 'Keep outbox, machine id, key, consent and sockets there.' -rfa '(__telemetry-tui_complete_directories)'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" json' -l 'json' -d 'Print JSON, for programs.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" quiet' -l 'quiet' -d 'Print nothing but errors and what was asked for.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" no-color' -l 'no-color' -d 'Use no colour.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" ascii' -l 'ascii' -d 'Use ASCII alone.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" config-file f' -s 'f' -l 'config-file' -d 'The configuration that names the socket, also for the service.' -rF
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" H heartbeat' -s 'H' -l 'heartbeat' -d 'A heartbeat instead of a greeting.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" l locale' -s 'l' -l 'locale' -d 'Add the locale.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" u uptime' -s 'u' -l 'uptime' -d 'Add how long the system is up.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" b bundles' -s 'b' -l 'bundles' -d 'Add the names of the installed bundles.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui hprobe" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-tui' -n '__telemetry-tui_should_offer_completions_for_flags_or_options "telemetry-tui help" version' -l 'version' -d 'Show the version.'
