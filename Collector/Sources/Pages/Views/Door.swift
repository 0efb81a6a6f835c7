extension Views {
  /// Where a user signs in. `trouble` is why the last try failed; `name` the name it was made with.
  public static func door(
    back: String, token: String, name: String = "", trouble: String? = nil, status: Int = 200
  ) -> Content {
    let notes = trouble.map { [Block.note($0, kind: .bad)] } ?? []
    return Content(
      title: "Sign in", lead: "The pages of this collector are for its users.", tab: .overview,
      blocks: notes + [
        .door(back: back, token: token, name: name),
        .note(
          "Users are made on the collector's machine: telemetry-collector user add NAME. Programs come with a token instead.",
          kind: .empty),
      ], status: status)
  }
}
