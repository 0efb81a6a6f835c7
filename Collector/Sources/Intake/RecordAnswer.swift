import Words

/// What a sender of a record is told when it is kept.
public enum RecordAnswer {
  /// The object of the telemetrics backend: keys sorted, a newline at the end.
  public static func body(_ record: Record, _ kept: Kept) -> [UInt8] {
    var output = JSONOutput(capacity: 700 + record.payload.count)
    output.raw(#"{"arch":"#)
    output.string(record.architecture)
    output.raw(#","bios_version":"#)
    output.string(record.biosVersion)
    output.raw(#","board_name":"#)
    output.string(record.boardName)
    output.raw(#","build":"#)
    output.string(record.build)
    output.raw(#","classification":"#)
    output.string(record.classification)
    output.raw(#","cpu_model":"#)
    output.string(record.cpuModel)
    output.raw(#","event_id":"#)
    output.string(record.eventID)
    output.raw(record.external ? #","external":true,"id":"# : #","external":false,"id":"#)
    output.number(kept.id)
    output.raw(#","kernel_version":"#)
    output.string(record.kernelVersion)
    output.raw(#","machine_id":"#)
    output.string(record.machineID)
    output.raw(#","machine_type":"#)
    output.string(record.hostType)
    output.raw(#","payload":"#)
    output.text(record.payload)
    output.raw(#","record_version":"#)
    output.number(record.formatVersion)
    output.raw(#","severity":"#)
    output.number(record.severity)
    output.raw(#","ts_capture":"#)
    output.string(Moment.text(record.created))
    output.raw(#","ts_reception":"#)
    output.string(Moment.text(kept.received / 1_000_000))
    output.raw("}\n")
    return output.bytes
  }
}
