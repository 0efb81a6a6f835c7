/// An option of an older tool, as getopt_long(3) knew it.
struct FaceOption: Equatable {
  /// Without the dash; nil when there is none.
  var short: Character?
  /// Without dashes; the first is the one the argument parser knows, the others are older spellings.
  var long: [String]
  var takesValue: Bool

  init(_ short: Character?, _ long: String..., value takesValue: Bool = false) {
    self.short = short
    self.long = long
    self.takesValue = takesValue
  }

  /// What every face takes besides its own.
  static let common: [FaceOption] = [
    FaceOption("h", "help"), FaceOption("V", "version"), FaceOption(nil, "config", value: true),
    FaceOption(nil, "state-dir", value: true), FaceOption(nil, "json"), FaceOption(nil, "quiet"),
    FaceOption(nil, "no-color"), FaceOption(nil, "ascii"),
  ]
}
