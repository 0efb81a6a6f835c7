// Plays outages of a destination that a million agents share, and prints what it sees: `make simulate`. The model and
// what came of it are in docs/fleet.md.

import Glibc

let hour = 3600
let outage = 2 * hour..<3 * hour
let scenarios = [
  Fleet.Scenario(name: "as it was: nothing is paced", outage: outage, end: 8 * hour, isPaced: false),
  Fleet.Scenario(
    name: "as it was, and 503 above 1.5 of the mean", outage: outage, end: 8 * hour, capacity: 1.5, isPaced: false),
  Fleet.Scenario(name: "paced", outage: outage, end: 8 * hour),
  Fleet.Scenario(name: "paced, and 503 above 1.5 of the mean", outage: outage, end: 8 * hour, capacity: 1.5),
  Fleet.Scenario(
    name: "paced, it says Retry-After: 600 while it is away", outage: outage, end: 8 * hour, capacity: 1.5,
    retryAfter: 600),
  Fleet.Scenario(
    name: "a hundred thousand agents, paced, away for 12 hours", agents: 100_000,
    outage: 2 * hour..<14 * hour, end: 54 * hour, capacity: 1.5),
  Fleet.Scenario(name: "away for 5 minutes", outage: 2 * hour..<2 * hour + 300, end: 4 * hour, capacity: 1.5),
]
let perMinute = CommandLine.arguments.contains("--per-minute")
for scenario in scenarios {
  var fleet = Fleet(scenario)
  fleet.run()
  Summary(fleet).print(perMinute: perMinute)
  fflush(nil)
}
