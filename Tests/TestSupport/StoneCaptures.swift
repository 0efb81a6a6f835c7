import Platform
import Report

/// What a real storage cluster said, and what its own module made of it, read from the directory beside the package.
public enum StoneCaptures {
  private static let directory = InfoCaptures.packageRoot + "/../shared/fixtures/stone"

  public static let queries = directory + "/queries"
  public static let areThere = Files.exists(queries + "/COMMANDS.tsv")

  public static func json(_ name: String) throws -> JSON {
    try JSONReader.parse(try Files.read("\(directory)/\(name).json"))
  }
}
