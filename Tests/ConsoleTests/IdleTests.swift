import Agent
import Platform
import Terminal
import Testing

@testable import Console
@testable import console_probe

/// What makes a console wake by itself.
@Suite("An idle console")
struct IdleTests {
  private static let hour: Int64 = 3_600_000

  @Test("nothing wakes it where nothing is counted down, and the title keeps the time of the last change")
  func silent() {
    var status = Samples.offStatus
    status.machineID.rotates = nil
    let rig = Rig(status: status)
    let (driver, screen) = rig.driver()
    let frames = screen.frames, picture = screen.canvas.text
    #expect(driver.timeout == -1)
    rig.passWall(5 * Self.hour)
    driver.tick()
    driver.draw()
    #expect(screen.frames == frames)
    driver.send(.input(.key(.control("l"))))
    driver.draw()
    #expect(picture.contains("as of 14:02") && screen.canvas.text.contains("as of 19:02"))
  }

  @Test("a countdown wakes it when its words change, and not before")
  func counting() {
    var status = Samples.status
    status.destinations = status.destinations.map { destination in
      var destination = destination
      (destination.nextReport, destination.trouble) = (nil, nil)
      return destination
    }
    status.destinations[0].nextReport = Samples.now + 150_000
    status.machineID.rotates = Samples.now + (40 * Self.hour + 1_800_000)
    let rig = Rig(status: status)
    let (driver, screen) = rig.driver()
    #expect(screen.canvas.text.contains("home on, next in 2 min"))
    #expect(driver.timeout == 30_001)
    let frames = screen.frames
    rig.passWall(30_000)
    driver.tick()
    driver.draw()
    #expect(screen.frames == frames)
    rig.passWall(1)
    driver.tick()
    driver.draw()
    #expect(screen.canvas.text.contains("home on, next in 1 min"))
    for words in ["next in a minute", "next now"] {
      rig.passWall(driver.timeout)
      driver.tick()
      driver.draw()
      #expect(screen.canvas.text.contains("home on, \(words)"))
    }
    #expect(driver.timeout > 60_000, "only the machine id is counted down, by the hour")
  }

  @Test("a moment more than a day away is counted by the hour")
  func days() {
    let countdowns = Countdowns()
    let now = Samples.now
    countdowns.add(now + (2 * 24 * Self.hour + 5 * 60_000))
    #expect(countdowns.nextChange(after: now) == now + 300_001)
    countdowns.add(now + -60_000)
    countdowns.add(now + 20_000)
    #expect(countdowns.nextChange(after: now) == now + 20_000)
    countdowns.forget()
    #expect(countdowns.nextChange(after: now) == nil)
  }
}
