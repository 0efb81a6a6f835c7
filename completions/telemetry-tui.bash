__telemetry-tui_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__telemetry-tui_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__telemetry-tui_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__telemetry-tui_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}" 2>/dev/null
}

_telemetry-tui() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--json --quiet --no-color --ascii --daemon --once --demo --read-only --plain --version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=(--config --state-dir --script --play)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--script')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--play')
        __telemetry-tui_add_completions -f
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    status|show|preview|show-device|preview-device|diff|explain|info|on|off|channel|send|spool|journal|config|machine-id|service|completions|man|telem-record-gen|hprobe|crashprobe|telemctl|asd-telemetry|help)
        # Offer subcommand argument completions
        "_telemetry-tui_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'status show preview show-device preview-device diff explain info on off channel send spool journal config machine-id service completions man telem-record-gen hprobe crashprobe telemctl asd-telemetry help' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_status() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir --to)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--to')
        __telemetry-tui_add_completions -W 'home'$'\n''collector'$'\n''report'$'\n''device'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __telemetry-tui_add_completions -W 'basic'$'\n''crash'$'\n''device'$'\n''ident'$'\n''perf'$'\n''event'
        return
        ;;
    esac
}

_telemetry-tui_preview() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir --to)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--to')
        __telemetry-tui_add_completions -W 'home'$'\n''collector'$'\n''report'$'\n''device'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __telemetry-tui_add_completions -W 'basic'$'\n''crash'$'\n''device'$'\n''ident'$'\n''perf'$'\n''event'
        return
        ;;
    esac
}

_telemetry-tui_show-device() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_preview-device() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_diff() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir --with --to)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--with')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--to')
        __telemetry-tui_add_completions -W 'home'$'\n''collector'$'\n''report'$'\n''device'
        return
        ;;
    esac
}

_telemetry-tui_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'leaderboard'$'\n''leaderboard_description'$'\n''report_version'$'\n''report_timestamp'$'\n''report_id'$'\n''channels'$'\n''channels_available'$'\n''collections_available'$'\n''collections_opted_in'$'\n''license'$'\n''unavailable'$'\n''description'$'\n''contact'$'\n''organization'$'\n''created'$'\n''mon'$'\n''config'$'\n''rbd'$'\n''pools'$'\n''osd.count'$'\n''osd.require_osd_release'$'\n''osd.require_min_compat_client'$'\n''osd.cluster_network'$'\n''osd'$'\n''crush'$'\n''fs'$'\n''metadata'$'\n''hosts'$'\n''usage'$'\n''services'$'\n''rgw'$'\n''balancer'$'\n''rook'$'\n''crashes'$'\n''perf_counters'$'\n''stats_per_pool'$'\n''stats_per_pg'$'\n''io_rate'$'\n''osd_perf_histograms'$'\n''heap_stats'$'\n''mempool'$'\n''device'$'\n''features'$'\n''partition-generation'$'\n''edition'$'\n''version'$'\n''build'$'\n''build_os'$'\n''build_time'$'\n''config.cluster-name'$'\n''config.node-id'$'\n''config.pidfile'$'\n''config.work-directory'$'\n''config.user'$'\n''config.group'$'\n''config.ldap.server'$'\n''config.ldap.user-query-pattern'$'\n''config.ldap.role-query-pattern'$'\n''node'$'\n''succession-list'$'\n''cluster-name'$'\n''service'$'\n''services-alternate'$'\n''services-alumni'$'\n''statistics.paxos_principal'$'\n''statistics.cluster_principal'$'\n''statistics.cluster_duplicate_nodes'$'\n''statistics.cluster_clock_skew_outliers'$'\n''statistics.cluster_size'$'\n''statistics.cluster_key'$'\n''statistics.cluster_integrity'$'\n''statistics'$'\n''statistics.uptime'$'\n''statistics.objects'$'\n''statistics.tombstones'$'\n''statistics.client_connections'$'\n''statistics.process_cpu_pct'$'\n''statistics.reaped_fds'$'\n''statistics.demarshal_error'$'\n''statistics.time_since_rebalance'$'\n''namespaces'$'\n''bins'$'\n''histograms'$'\n''udfs.num-udf-files'$'\n''meminfo'$'\n''sindex-metadata'$'\n''sindexes'$'\n''sets'$'\n''system.uname.1'$'\n''system'$'\n''system.python_version'$'\n''dmi'$'\n''dmi.product_uuid'$'\n''telemetry-agent-version'$'\n''telemetry-agent-status'$'\n''interval'$'\n''email'$'\n''unix-epoch-time'$'\n''telemetry-agent-ip-address'$'\n''storage'$'\n''queries.throughput'$'\n''queries.sindex'$'\n''queries'$'\n''loglevel'$'\n''agent-status'$'\n''error'
        return
        ;;
    esac
}

_telemetry-tui_info() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_on() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=(--channels)
    non_repeating_options=(--config --state-dir --license)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--license')
        __telemetry-tui_add_completions -W 'sharing-1-0'
        return
        ;;
    '--channels')
        __telemetry-tui_add_completions -W 'basic'$'\n''crash'$'\n''device'$'\n''ident'$'\n''perf'$'\n''event'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __telemetry-tui_add_completions -W 'home'$'\n''collector'$'\n''report'$'\n''device'
        return
        ;;
    esac
}

_telemetry-tui_off() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_channel() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    ls|on|off)
        # Offer subcommand argument completions
        "_telemetry-tui_channel_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'ls on off' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_channel_ls() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_channel_on() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'basic'$'\n''crash'$'\n''device'$'\n''ident'$'\n''perf'$'\n''event'
        return
        ;;
    esac
}

_telemetry-tui_channel_off() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'basic'$'\n''crash'$'\n''device'$'\n''ident'$'\n''perf'$'\n''event'
        return
        ;;
    esac
}

_telemetry-tui_send() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir --license)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--license')
        __telemetry-tui_add_completions -W 'sharing-1-0'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'home'$'\n''collector'$'\n''report'$'\n''device'
        return
        ;;
    esac
}

_telemetry-tui_spool() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    ls|show|retry|rm|import|verify|repair)
        # Offer subcommand argument completions
        "_telemetry-tui_spool_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'ls show retry rm import verify repair' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_spool_ls() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir --limit)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--limit')
        return
        ;;
    esac
}

_telemetry-tui_spool_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W "$(__telemetry-tui_custom_complete ---completion spool show -- positional@0 "${COMP_CWORD}" "$(__telemetry-tui_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_telemetry-tui_spool_retry() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W "$(__telemetry-tui_custom_complete ---completion spool retry -- positional@0 "${COMP_CWORD}" "$(__telemetry-tui_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_telemetry-tui_spool_rm() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W "$(__telemetry-tui_custom_complete ---completion spool rm -- positional@0 "${COMP_CWORD}" "$(__telemetry-tui_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_telemetry-tui_spool_import() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_spool_verify() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_spool_repair() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_journal() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    ls|show|verify|export)
        # Offer subcommand argument completions
        "_telemetry-tui_journal_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'ls show verify export' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_journal_ls() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii -i -V --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir -r -e -c -b --limit)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '-r')
        __telemetry-tui_add_completions -W "$(__telemetry-tui_custom_complete ---completion journal ls -- -r "${COMP_CWORD}" "$(__telemetry-tui_cursor_index_in_current_word)")"
        return
        ;;
    '-e')
        return
        ;;
    '-c')
        return
        ;;
    '-b')
        return
        ;;
    '--limit')
        return
        ;;
    esac
}

_telemetry-tui_journal_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --body --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W "$(__telemetry-tui_custom_complete ---completion journal show -- positional@0 "${COMP_CWORD}" "$(__telemetry-tui_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_telemetry-tui_journal_verify() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_journal_export() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_config() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|get|set|unset|check|template)
        # Offer subcommand argument completions
        "_telemetry-tui_config_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list get set unset check template' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_config_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'asd'$'\n''main'$'\n''logging'$'\n''settings'$'\n''telemetry'$'\n''privacy'$'\n''console'
        return
        ;;
    esac
}

_telemetry-tui_config_get() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __telemetry-tui_add_completions -W 'asd.config-file'$'\n''asd.host'$'\n''asd.port'$'\n''asd.user'$'\n''asd.password-file'$'\n''asd.tls-cafile'$'\n''main.disable'$'\n''main.interval'$'\n''main.home-url'$'\n''main.email'$'\n''main.user'$'\n''main.group'$'\n''main.cafile'$'\n''main.proxy'$'\n''main.report-format'$'\n''logging.logfile'$'\n''logging.loglevel'$'\n''settings.server'$'\n''settings.socket_path'$'\n''settings.spool_dir'$'\n''settings.record_expiry'$'\n''settings.spool_max_size'$'\n''settings.spool_process_time'$'\n''settings.rate_limit_enabled'$'\n''settings.record_burst_limit'$'\n''settings.record_window_length'$'\n''settings.byte_burst_limit'$'\n''settings.byte_window_length'$'\n''settings.rate_limit_strategy'$'\n''settings.record_retention_enabled'$'\n''settings.record_server_delivery_enabled'$'\n''settings.daemon_recycling_enabled'$'\n''settings.cainfo'$'\n''settings.tidheader'$'\n''settings.protocol'$'\n''telemetry.enabled'$'\n''telemetry.url'$'\n''telemetry.device_url'$'\n''telemetry.interval'$'\n''telemetry.proxy'$'\n''telemetry.contact'$'\n''telemetry.description'$'\n''telemetry.organization'$'\n''telemetry.leaderboard'$'\n''telemetry.channel_basic'$'\n''telemetry.channel_crash'$'\n''telemetry.channel_device'$'\n''telemetry.channel_ident'$'\n''telemetry.channel_perf'$'\n''telemetry.channel_event'$'\n''telemetry.command'$'\n''telemetry.cluster-conf'$'\n''privacy.hash'$'\n''privacy.key-file'$'\n''privacy.new-fields'$'\n''console.theme'$'\n''console.refresh'$'\n''console.ascii'$'\n''console.mouse'
        return
        ;;
    esac
}

_telemetry-tui_config_set() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __telemetry-tui_add_completions -W "$(__telemetry-tui_custom_complete ---completion config set -- positional@0 "${COMP_CWORD}" "$(__telemetry-tui_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_telemetry-tui_config_unset() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __telemetry-tui_add_completions -W 'asd.config-file'$'\n''asd.host'$'\n''asd.port'$'\n''asd.user'$'\n''asd.password-file'$'\n''asd.tls-cafile'$'\n''main.disable'$'\n''main.interval'$'\n''main.home-url'$'\n''main.email'$'\n''main.user'$'\n''main.group'$'\n''main.cafile'$'\n''main.proxy'$'\n''main.report-format'$'\n''logging.logfile'$'\n''logging.loglevel'$'\n''settings.server'$'\n''settings.socket_path'$'\n''settings.spool_dir'$'\n''settings.record_expiry'$'\n''settings.spool_max_size'$'\n''settings.spool_process_time'$'\n''settings.rate_limit_enabled'$'\n''settings.record_burst_limit'$'\n''settings.record_window_length'$'\n''settings.byte_burst_limit'$'\n''settings.byte_window_length'$'\n''settings.rate_limit_strategy'$'\n''settings.record_retention_enabled'$'\n''settings.record_server_delivery_enabled'$'\n''settings.daemon_recycling_enabled'$'\n''settings.cainfo'$'\n''settings.tidheader'$'\n''settings.protocol'$'\n''telemetry.enabled'$'\n''telemetry.url'$'\n''telemetry.device_url'$'\n''telemetry.interval'$'\n''telemetry.proxy'$'\n''telemetry.contact'$'\n''telemetry.description'$'\n''telemetry.organization'$'\n''telemetry.leaderboard'$'\n''telemetry.channel_basic'$'\n''telemetry.channel_crash'$'\n''telemetry.channel_device'$'\n''telemetry.channel_ident'$'\n''telemetry.channel_perf'$'\n''telemetry.channel_event'$'\n''telemetry.command'$'\n''telemetry.cluster-conf'$'\n''privacy.hash'$'\n''privacy.key-file'$'\n''privacy.new-fields'$'\n''console.theme'$'\n''console.refresh'$'\n''console.ascii'$'\n''console.mouse'
        return
        ;;
    esac
}

_telemetry-tui_config_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_config_template() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_machine-id() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    show|rotate|set|unset)
        # Offer subcommand argument completions
        "_telemetry-tui_machine-id_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'show rotate set unset' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_machine-id_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_machine-id_rotate() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_machine-id_set() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_machine-id_unset() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_service() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    start|stop|restart|try-restart|status|reload)
        # Offer subcommand argument completions
        "_telemetry-tui_service_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'start stop restart try-restart status reload' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_service_start() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_service_stop() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_service_restart() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_service_try-restart() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_service_status() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_service_reload() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_completions() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    2)
        __telemetry-tui_add_completions -W 'telem-record-gen'$'\n''hprobe'$'\n''crashprobe'$'\n''telemctl'$'\n''asd-telemetry'
        return
        ;;
    esac
}

_telemetry-tui_man() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -W 'telemetry-tui.1'$'\n''telemetry-tui.conf.5'$'\n''telemetry-tui-report.5'$'\n''telem-record-gen.1'$'\n''hprobe.1'$'\n''keys.md'
        return
        ;;
    esac
}

_telemetry-tui_telem-record-gen() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii -o --echo -n --no-post --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir -c --class -s --severity -p --payload -P --payload-file -R --record-version -e --event-id -f --config-file)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '-c'|'--class')
        return
        ;;
    '-s'|'--severity')
        __telemetry-tui_add_completions -W '1'$'\n''2'$'\n''3'$'\n''4'
        return
        ;;
    '-p'|'--payload')
        return
        ;;
    '-P'|'--payload-file')
        __telemetry-tui_add_completions -f
        return
        ;;
    '-R'|'--record-version')
        return
        ;;
    '-e'|'--event-id')
        return
        ;;
    '-f'|'--config-file')
        __telemetry-tui_add_completions -f
        return
        ;;
    esac
}

_telemetry-tui_hprobe() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii -H --heartbeat -l --locale -u --uptime -b --bundles --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir -f --config-file)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '-f'|'--config-file')
        __telemetry-tui_add_completions -f
        return
        ;;
    esac
}

_telemetry-tui_crashprobe() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii -v --verbose --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir -f --config-file -c --core-file -p --process-name -E --process-path -s --signal)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '-f'|'--config-file')
        __telemetry-tui_add_completions -f
        return
        ;;
    '-c'|'--core-file')
        __telemetry-tui_add_completions -f
        return
        ;;
    '-p'|'--process-name')
        return
        ;;
    '-E'|'--process-path')
        return
        ;;
    '-s'|'--signal')
        return
        ;;
    esac
}

_telemetry-tui_telemctl() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    start|stop|restart|is-active|opt-in|opt-out|journal)
        # Offer subcommand argument completions
        "_telemetry-tui_telemctl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'start stop restart is-active opt-in opt-out journal' -- "${cur}"))
        ;;
    esac
}

_telemetry-tui_telemctl_start() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_telemctl_stop() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_telemctl_restart() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_telemctl_is-active() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_telemctl_opt-in() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_telemctl_opt-out() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    esac
}

_telemetry-tui_telemctl_journal() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii -i --include_record -V --verbose --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir -r --record_id -e --event_id -c --classification -b --boot_id)
    __telemetry-tui_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '-r'|'--record_id')
        return
        ;;
    '-e'|'--event_id')
        return
        ;;
    '-c'|'--classification')
        return
        ;;
    '-b'|'--boot_id')
        return
        ;;
    esac
}

_telemetry-tui_asd-telemetry() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet --no-color --ascii --enable --disable --fgdaemon --sample --version -h --help)
    repeating_options=()
    non_repeating_options=(--config --state-dir --set-cafile --set-email --set-group --set-interval --set-frequency --set-logfile --set-loglevel --set-proxy --set-user)
    __telemetry-tui_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--config')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--state-dir')
        __telemetry-tui_add_completions -d
        return
        ;;
    '--set-cafile')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--set-email')
        return
        ;;
    '--set-group')
        return
        ;;
    '--set-interval')
        return
        ;;
    '--set-frequency')
        return
        ;;
    '--set-logfile')
        __telemetry-tui_add_completions -f
        return
        ;;
    '--set-loglevel')
        __telemetry-tui_add_completions -W 'debug'$'\n''info'$'\n''warning'$'\n''error'$'\n''critical'
        return
        ;;
    '--set-proxy')
        return
        ;;
    '--set-user')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __telemetry-tui_add_completions -f
        return
        ;;
    2)
        __telemetry-tui_add_completions -W 'start'$'\n''stop'$'\n''restart'$'\n''try-restart'$'\n''status'
        return
        ;;
    esac
}

_telemetry-tui_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __telemetry-tui_offer_flags_options -1
}

complete -o filenames -F _telemetry-tui telemetry-tui
