import Testing

@testable import Platform

@Suite("secrets") struct SecretsTests {
  @Test(
    "users and passwords of URLs, values of their queries and given words are taken out",
    arguments: [
      ("connect to http://u:p@w@host:80/x failed", "connect to http://***@host:80/x failed"),
      ("https://host/in?token=abc&b=c#d, then", "https://host/in?token=***&b=***, then"),
      ("https://host/in?abc", "https://host/in?***"),
      ("a http://a@b and socks5h://c:d@e.", "a http://***@b and socks5h://***@e."),
      ("proxy someone:word1 refused word1", "proxy *** refused ***"),
      ("mail admin@example.com", "mail admin@example.com"),
      ("://", "://"), ("", ""), ("http://host/a@b", "http://host/a@b"),
    ])
  func removed(_ text: String, _ shown: String) {
    #expect(Secrets.removed(from: text, words: ["word1", "someone:word1", ""]) == shown)
  }
}
