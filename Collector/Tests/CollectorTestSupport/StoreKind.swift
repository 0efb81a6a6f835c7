import Foundation
import PostgresStorage
import SQLiteStorage
import Storage
import Synchronization

/// The stores that a test is run on. Where PostgreSQL is not installed its tests are left out, which is said once.
public enum StoreKind: String, Sendable, CaseIterable {
  case sqlite = "SQLite"
  case postgres = "PostgreSQL"

  /// Those there are here.
  public static let present: [StoreKind] = {
    if PostgresCluster.programs != nil { return allCases }
    FileHandle.standardError.write(
      Data("*** SKIPPED: all tests on PostgreSQL: not installed: apt-get install postgresql ***\n".utf8))
    return [.sqlite]
  }()

  /// A new place for a store, a path or a URL.
  public func place() throws -> String {
    switch self {
    case .sqlite: Scratch.path("store.db")
    case .postgres: try PostgresCluster.shared.get().database()
    }
  }

  /// Opens the store at a place.
  public func open(_ place: String) async throws -> any Store {
    switch self {
    case .sqlite: try await SQLiteStore.open(path: place)
    case .postgres: try await PostgresStore.open(url: place, connections: 4)
    }
  }

  /// A new, empty store for the body.
  public func withStore<T>(_ body: (any Store) async throws -> T) async throws -> T {
    let store = try await open(try place())
    do {
      let result = try await body(store)
      await store.close()
      return result
    } catch {
      await store.close()
      throw error
    }
  }
}
