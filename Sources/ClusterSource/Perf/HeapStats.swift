import Report

/// `tell DAEMON heap stats`: the account of tcmalloc, which is a text for people.
///
///     osd.0 tcmalloc heap stats:------------------------------------------------
///     MALLOC:       82265456 (   78.5 MiB) Bytes in use by application
///     MALLOC: +            0 (    0.0 MiB) Bytes in page heap freelist
///     ...
///     MALLOC:           8192              Tcmalloc page size
///
/// As the modules of release 17 and later read it: what stands between white space and is nothing but digits is a
/// number, there are twelve of them, and their order says what each is.
enum HeapStats {
  static let names = [
    "use_by_application", "page_heap_freelist", "central_cache_freelist", "transfer_cache_freelist",
    "thread_cache_freelists", "malloc_metadata", "actual_memory_used", "released_to_os",
    "virtual_address_space_used", "spans_in_use", "thread_heaps_in_use", "tcmalloc_page_size",
  ]

  private static let mark = "tcmalloc heap stats"
  /// 2^64 has twenty digits.
  private static let mostDigits = 20

  /// The numbers by their names; nil when the text is another one.
  static func read(_ text: [UInt8]) -> JSONObject? {
    guard String(decoding: text, as: UTF8.self).contains(mark) else { return nil }
    let numbers = text.split(whereSeparator: isSpace).filter { $0.allSatisfy(isDigit) }.map(number)
    guard numbers.count == names.count else { return nil }
    var stats = JSONObject()
    for (name, number) in zip(names, numbers) {
      guard number.utf8.count <= mostDigits else { return nil }
      stats[name] = .number(number)
    }
    return stats
  }

  /// The digits without zeros in front, which JSON does not have.
  private static func number(_ digits: ArraySlice<UInt8>) -> String {
    let rest = digits.drop { $0 == UInt8(ascii: "0") }
    return rest.isEmpty ? "0" : String(decoding: rest, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte)
  }
}
