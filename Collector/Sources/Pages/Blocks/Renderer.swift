import Mustache

/// Turns contents into HTML by the templates of this room.
public struct Renderer: Sendable {
  private let library: MustacheLibrary

  /// - Throws: where a template of the program itself does not parse.
  public init() throws {
    // The library escapes by characters, so that a `<` with a combining mark would pass; ours goes by scalars.
    MustacheContentTypes.register(ScalarEscape(), named: "PAGE")
    var library = MustacheLibrary()
    for (name, bytes) in Self.templates {
      try library.register("{{% CONTENT_TYPE: PAGE}}" + String(decoding: bytes, as: UTF8.self), named: name)
    }
    self.library = library
  }

  /// The whole page.
  public func page(_ content: Content, in shell: Shell) -> String {
    let model: [String: Any] = [
      "title": content.title, "lead": content.lead, "theme": shell.theme.rawValue,
      "set": shell.theme != .auto, "address": shell.address, "version": shell.version,
      "reader": shell.reader ?? "", "hasReader": shell.reader != nil,
      "stylesheet": Assets.stylesheet.path, "script": Assets.script.path, "icon": Assets.icon.path,
      "refresh": content.refresh ?? 0, "refreshes": content.refresh != nil,
      "leave": shell.leave ?? "", "leaves": shell.leave != nil,
      "groups": content.isDoor ? [] : Self.navigation(content.tab, shell),
      "themes": Shell.Theme.allCases.map { ["name": $0.rawValue, "current": $0 == shell.theme] as [String: Any] },
      "blocks": content.blocks.compactMap { Models.block($0, shell) },
      "written": Times.absolute(seconds: shell.now),
    ]
    return library.render(model, withTemplate: "page") ?? ""
  }

  /// Only the rows of a table, for the live tail.
  public func rows(_ table: Table) -> String {
    library.render(["rows": Models.rows(table)] as [String: Any], withTemplate: "rows") ?? ""
  }

  private static func navigation(_ current: Tab, _ shell: Shell) -> [[String: Any]] {
    Tab.groups.compactMap { group in
      let tabs = group.tabs.filter { !shell.isBound || $0.isOfRecords }
      if tabs.isEmpty { return nil }
      return [
        "group": group.name, "named": !group.name.isEmpty,
        "tabs": tabs.map { tab in
          ["name": tab.name, "path": tab.path, "key": tab.key, "current": tab == current] as [String: Any]
        },
      ]
    }
  }

  private static var templates: [(String, [UInt8])] {
    [
      ("page", PackageResources.page_mustache), ("tiles", PackageResources.tiles_mustache),
      ("choices", PackageResources.choices_mustache), ("chart", PackageResources.chart_mustache),
      ("table", PackageResources.table_mustache), ("rows", PackageResources.rows_mustache),
      ("facts", PackageResources.facts_mustache), ("filter", PackageResources.filter_mustache),
      ("text", PackageResources.text_mustache), ("note", PackageResources.note_mustache),
      ("more", PackageResources.more_mustache), ("actions", PackageResources.actions_mustache),
      ("links", PackageResources.links_mustache), ("door", PackageResources.door_mustache),
    ]
  }
}

private struct ScalarEscape: MustacheContentType {
  func escapeText(_ text: String) -> String { Plain.escape(text) }
}
