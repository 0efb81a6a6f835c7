/// Whose records are taken. The TID is no secret: it names a product or a fleet.
public enum TenantPolicy: Sendable, Equatable {
  /// Only those with one of these TIDs.
  case only(Set<String>)
  /// All whose TID has 1 to 64 characters out of `a-z A-Z 0-9 . _ -`.
  case any

  /// The TID of telemetrics-client as it is built by default.
  public static let standardTenant = "6907c830-eed9-4ce9-81ae-76daf8d88f0f"
  public static let standard = TenantPolicy.only([standardTenant])

  func admits(_ tenant: String) -> Bool {
    switch self {
    case .only(let tenants): tenants.contains(tenant)
    case .any: (1...64).contains(tenant.utf8.count) && tenant.utf8.allSatisfy(Text.isNameByte)
    }
  }
}
