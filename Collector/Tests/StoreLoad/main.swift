import CollectorTestSupport
import Foundation
import PostgresStorage
import SQLiteStorage
import Storage
import Words

// Fills a store and times what it is asked. STORE_LOAD_KIND: sqlite or postgres; STORE_LOAD_RECORDS: how many (100000);
// STORE_LOAD_PLACE: a path or a URL that is kept, else a new one that goes; STORE_LOAD_NOW=1: the last came in just now;
// STORE_LOAD_FILL=0: only ask.

let environment = ProcessInfo.processInfo.environment
let kind: StoreKind = environment["STORE_LOAD_KIND"] == "postgres" ? .postgres : .sqlite
let total = Int(environment["STORE_LOAD_RECORDS"] ?? "") ?? 100_000
let place = try environment["STORE_LOAD_PLACE"] ?? kind.place()

let store = try await kind.open(place)
let today = Int64(Date().timeIntervalSince1970 * 1_000_000)
let load = Load(
  total: total, until: environment["STORE_LOAD_NOW"] == "1" ? today : Samples.noon + 30 * Samples.day)
if environment["STORE_LOAD_FILL"] != "0" {
  try await load.batches(store)
  try await load.singles(store)
}
try await load.questions(store)
let health = await store.health()
say("\(health.records) records, \((health.bytes ?? 0) >> 20) MiB, \(health.place)")
await store.close()
