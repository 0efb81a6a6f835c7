import Glibc

/// What the child tells its parent while it works: memory shared by both, one writer.
struct Progress: @unchecked Sendable {
  private let cells: UnsafeMutablePointer<Int64>

  enum Cell: Int {
    /// The input that is being fed, or was last.
    case index
    case slow
    case peakKiB
    case growthKiB
  }

  /// nil when the kernel gives no memory.
  init?() {
    let size = 4096
    guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), memory != MAP_FAILED
    else { return nil }
    cells = memory.bindMemory(to: Int64.self, capacity: size / MemoryLayout<Int64>.size)
  }

  subscript(_ cell: Cell) -> Int64 {
    get { cells[cell.rawValue] }
    nonmutating set { cells[cell.rawValue] = newValue }
  }
}
