/// Which parts of a JSON text are kept while it streams by. What has another type than the shape expects becomes
/// `null` when it is an array or an object, and stays what it is otherwise.
public indirect enum JSONShape: Sendable {
  case nothing
  case whole
  /// The number of items or members in place of the array or object.
  case count
  /// Of an object only these members.
  case object([String: JSONShape])
  /// Every member of an object, each of this shape.
  case members(JSONShape)
  /// Every item of an array, each of this shape.
  case items(JSONShape)
  /// The items of an array or the members of an object are handed over one by one as pieces of this name and then
  /// forgotten; in their place stands how many there were. `where` sees a member's name or an item's index, from 0,
  /// and may pass over it.
  case each(String, JSONShape, where: @Sendable (String) -> Bool = { _ in true })
  /// The items of an array, handed over in the same way. A plain value in its place is not kept, so that a number
  /// there is not taken for how many there were.
  case list(String, JSONShape)
}

/// What a stream hands over.
public enum JSONPiece: Sendable {
  /// One item or member of a `JSONShape.each`; `key` is the member's name or the item's index.
  case element(of: String, key: String, JSON)
  /// The rest of one whole value, after its last element.
  case document(JSON)
}
