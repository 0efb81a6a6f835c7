import Platform
import Report

@testable import Privacy

extension Agreement {
  /// An agreement to the channels that are on by default.
  static func sample(
    since: Int64 = 1_700_000_000, channels: [Channel] = [.basic, .crash, .device, .event], licence: String? = nil,
    revision: Int = FieldRegistry.revision
  ) -> Agreement {
    Agreement(
      uid: 0, name: "root", at: Timestamp(seconds: 1_700_000_100), since: Timestamp(seconds: since),
      url: "https://home.example:8192/telemetry/v1", channels: channels, licence: licence, revision: revision)
  }
}
