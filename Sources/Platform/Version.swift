/// The version of every program of this package.
public enum Version {
  public static let number = "0.1.0"
}
