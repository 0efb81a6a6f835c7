function __telemetry-collector_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telemetry-collector_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __telemetry-collector_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __telemetry-collector_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __telemetry-collector_parse_tokens -S
    set -l unparsed_tokens (__telemetry-collector_tokens -pc)
    switch $unparsed_tokens[1]
    case 'telemetry-collector'
        __telemetry-collector_parse_subcommand 0 'listen=' 'state-dir=' 'database=' 'tls-certificate=' 'tls-key=' 'tenant=+' 'rate-limit=' 'connection-limit=' 'record-limit=' 'report-limit=' 'keep-days=' 'keep=+' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'check-config'
            __telemetry-collector_parse_subcommand 0 'listen=' 'state-dir=' 'database=' 'tls-certificate=' 'tls-key=' 'tenant=+' 'rate-limit=' 'connection-limit=' 'record-limit=' 'report-limit=' 'keep-days=' 'keep=+' 'version' 'h/help'
        case 'user'
            __telemetry-collector_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'add'
                __telemetry-collector_parse_subcommand 1 'tenant=' 'write' 'state-dir=' 'database=' 'version' 'h/help'
            case 'list'
                __telemetry-collector_parse_subcommand 0 'state-dir=' 'database=' 'version' 'h/help'
            case 'remove'
                __telemetry-collector_parse_subcommand 1 'state-dir=' 'database=' 'version' 'h/help'
            case 'password'
                __telemetry-collector_parse_subcommand 1 'state-dir=' 'database=' 'version' 'h/help'
            case 'token'
                __telemetry-collector_parse_subcommand 1 'revoke' 'state-dir=' 'database=' 'version' 'h/help'
            end
        case 'purge'
            __telemetry-collector_parse_subcommand 0 'clock-is-right' 'listen=' 'state-dir=' 'database=' 'tls-certificate=' 'tls-key=' 'tenant=+' 'rate-limit=' 'connection-limit=' 'record-limit=' 'report-limit=' 'keep-days=' 'keep=+' 'version' 'h/help'
        case 'backup'
            __telemetry-collector_parse_subcommand 1 'state-dir=' 'database=' 'version' 'h/help'
        case 'import'
            __telemetry-collector_parse_subcommand 1 'tenant=' 'state-dir=' 'database=' 'version' 'h/help'
        case 'help'
            __telemetry-collector_parse_subcommand -r 1 'version'
        end
    end
end

function __telemetry-collector_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __telemetry-collector_parse_subcommand -S -a positional_count
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

function __telemetry-collector_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __telemetry-collector_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__telemetry-collector_tokens -p)
    if test -z "$(__telemetry-collector_tokens -t)"
        set -l index (count (__telemetry-collector_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'telemetry-collector' -f
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" listen' -l 'listen' -d 'Listen here. Port 0 takes a free one.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" state-dir' -l 'state-dir' -d 'Keep the SQLite file here.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" database' -l 'database' -d 'Keep everything in this PostgreSQL database instead; TELEMETRY_COLLECTOR_DATABASE serves as well, and hides a password.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" tls-certificate' -l 'tls-certificate' -d 'Serve HTTPS with this certificate chain, PEM.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" tls-key' -l 'tls-key' -d 'The certificate\'s private key, PEM.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector"' -l 'tenant' -d 'Take records with this TID, may be repeated; \'any\' takes all.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" rate-limit' -l 'rate-limit' -d 'Requests a second from one address, 0 for no limit (default: 200, and none for this machine).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" connection-limit' -l 'connection-limit' -d 'Connections at once (default: 20000).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" record-limit' -l 'record-limit' -d 'Megabytes of a record\'s body (default: 16).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" report-limit' -l 'report-limit' -d 'Megabytes of a report\'s body (default: 100).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" keep-days' -l 'keep-days' -d 'Keep what arrives so long, 0 for ever (default: 35).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector"' -l 'keep' -d 'Keep some records longer or shorter: severity, classification or machine_id, may be repeated; * stands for anything.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector" -eq 1' -fa 'check-config' -d 'Check the options and what they name, and change nothing.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector" -eq 1' -fa 'user' -d 'Say who may read the pages and the API.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector" -eq 1' -fa 'purge' -d 'Delete now what is older than is kept; a running collector does so daily.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector" -eq 1' -fa 'backup' -d 'Copy the SQLite file into another, also while a collector runs.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector" -eq 1' -fa 'import' -d 'Copy the records of a telemetrics backend\'s PostgreSQL database.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" listen' -l 'listen' -d 'Listen here. Port 0 takes a free one.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" state-dir' -l 'state-dir' -d 'Keep the SQLite file here.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" database' -l 'database' -d 'Keep everything in this PostgreSQL database instead; TELEMETRY_COLLECTOR_DATABASE serves as well, and hides a password.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" tls-certificate' -l 'tls-certificate' -d 'Serve HTTPS with this certificate chain, PEM.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" tls-key' -l 'tls-key' -d 'The certificate\'s private key, PEM.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config"' -l 'tenant' -d 'Take records with this TID, may be repeated; \'any\' takes all.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" rate-limit' -l 'rate-limit' -d 'Requests a second from one address, 0 for no limit (default: 200, and none for this machine).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" connection-limit' -l 'connection-limit' -d 'Connections at once (default: 20000).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" record-limit' -l 'record-limit' -d 'Megabytes of a record\'s body (default: 16).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" report-limit' -l 'report-limit' -d 'Megabytes of a report\'s body (default: 100).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" keep-days' -l 'keep-days' -d 'Keep what arrives so long, 0 for ever (default: 35).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config"' -l 'keep' -d 'Keep some records longer or shorter: severity, classification or machine_id, may be repeated; * stands for anything.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector check-config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector user" -eq 1' -fa 'add' -d 'Add a user; the password is asked for, or read from standard input.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector user" -eq 1' -fa 'list' -d 'List the users: name, what they may, tenant, tokens, since when.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector user" -eq 1' -fa 'remove' -d 'Remove a user, with all tokens and sessions.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector user" -eq 1' -fa 'password' -d 'Set another password, and end the user\'s sessions.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_positional "telemetry-collector user" -eq 1' -fa 'token' -d 'Print a new token, once: Authorization: Bearer TOKEN.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user add" tenant' -l 'tenant' -d 'Shows only records with this TID.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user add" write' -l 'write' -d 'Lets the user change comments, block lists and what is hidden.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user add" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user add" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user add" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user list" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user list" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user list" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user remove" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user remove" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user remove" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user password" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user password" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user password" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user password" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user token" revoke' -l 'revoke' -d 'Take all tokens of the user back instead.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user token" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user token" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user token" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector user token" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" clock-is-right' -l 'clock-is-right' -d 'Delete also after a month in which nothing came, when the clock might have jumped.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" listen' -l 'listen' -d 'Listen here. Port 0 takes a free one.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" state-dir' -l 'state-dir' -d 'Keep the SQLite file here.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" database' -l 'database' -d 'Keep everything in this PostgreSQL database instead; TELEMETRY_COLLECTOR_DATABASE serves as well, and hides a password.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" tls-certificate' -l 'tls-certificate' -d 'Serve HTTPS with this certificate chain, PEM.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" tls-key' -l 'tls-key' -d 'The certificate\'s private key, PEM.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge"' -l 'tenant' -d 'Take records with this TID, may be repeated; \'any\' takes all.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" rate-limit' -l 'rate-limit' -d 'Requests a second from one address, 0 for no limit (default: 200, and none for this machine).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" connection-limit' -l 'connection-limit' -d 'Connections at once (default: 20000).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" record-limit' -l 'record-limit' -d 'Megabytes of a record\'s body (default: 16).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" report-limit' -l 'report-limit' -d 'Megabytes of a report\'s body (default: 100).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" keep-days' -l 'keep-days' -d 'Keep what arrives so long, 0 for ever (default: 35).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge"' -l 'keep' -d 'Keep some records longer or shorter: severity, classification or machine_id, may be repeated; * stands for anything.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector purge" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector backup" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector backup" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector backup" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector backup" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector import" tenant' -l 'tenant' -d 'Give the records this TID (default: that of telemetrics-client).' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector import" state-dir' -l 'state-dir' -d 'Where the SQLite file is.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector import" database' -l 'database' -d 'The PostgreSQL database; TELEMETRY_COLLECTOR_DATABASE serves as well.' -rfka ''
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector import" version' -l 'version' -d 'Show the version.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'telemetry-collector' -n '__telemetry-collector_should_offer_completions_for_flags_or_options "telemetry-collector help" version' -l 'version' -d 'Show the version.'
