/// Blocks as the templates read them. Every key a template names is there, so that none is looked up further out.
enum Models {
  typealias Model = [String: Any]

  /// Nil for what the reader has no use for: forms without the right to send them.
  static func block(_ block: Block, _ shell: Shell) -> Model? {
    switch block {
    case .tiles(let tiles): return ["kind": "tiles", "tiles": tiles.map(tile)]
    case .choices(let name, let choices):
      return ["kind": "choices", "label": name, "choices": choices.map(choice)]
    case .links(let name, let choices): return ["kind": "links", "label": name, "choices": choices.map(choice)]
    case .chart(let chart): return self.chart(chart)
    case .table(let table): return self.table(table)
    case .facts(let title, let facts):
      return [
        "kind": "facts", "heading": title, "headed": !title.isEmpty,
        "facts": facts.map { ["name": $0.name, "html": $0.value.html] as Model },
      ]
    case .filter(let form): return filter(form)
    case .text(let title, let text, let note):
      return [
        "kind": "text", "heading": title, "text": Plain.block(text), "note": note ?? "", "noted": note != nil,
      ]
    case .note(let text, let kind):
      return ["kind": "note", "text": Plain.line(text, limit: 600), "class": kind.rawValue]
    case .door(let back, let token, let name):
      return ["kind": "door", "back": back, "token": token, "name": Plain.line(name, limit: 64)]
    case .more(let newer, let older, let words):
      return [
        "kind": "more", "newer": newer ?? "", "hasNewer": newer != nil, "older": older ?? "",
        "hasOlder": older != nil, "words": words,
      ]
    case .actions(let title, let actions):
      guard let token = shell.token else { return nil }
      return [
        "kind": "actions", "heading": title, "headed": !title.isEmpty, "token": token,
        "actions": actions.map { action($0, back: shell.address) },
      ]
    }
  }

  static func rows(_ table: Table) -> [Model] {
    table.rows.map { row in
      [
        "cells": zip(row, table.columns).map { cell, column in
          ["html": cell.html, "class": column.kind.rawValue, "label": column.name] as Model
        }
      ]
    }
  }

  private static func table(_ table: Table) -> Model {
    [
      "kind": "table", "heading": table.title, "headed": !table.title.isEmpty,
      "columns": table.columns.map { ["name": $0.name, "class": $0.kind.rawValue] as Model },
      "rows": rows(table), "filled": !table.rows.isEmpty || table.live != nil, "bare": table.rows.isEmpty,
      "empty": table.empty, "live": table.live ?? "", "isLive": table.live != nil,
    ]
  }

  private static func chart(_ chart: Chart) -> Model {
    let drawing = chart.drawing()
    return [
      "kind": "chart", "heading": chart.title, "svg": drawing.svg, "filled": !drawing.svg.isEmpty,
      "empty": chart.empty, "top": drawing.top, "middle": drawing.middle, "labels": drawing.labels,
      "hasLegend": chart.series.count > 1 || chart.namesOne,
      "legend": chart.series.enumerated().map {
        ["name": Plain.line($0.element.name, limit: 60), "class": "s\($0.offset % Chart.colours)"] as Model
      },
      "columns": ([chart.unit] + chart.series.map { Plain.line($0.name, limit: 60) }).map { ["name": $0] as Model },
      "figures": chart.labels.indices.reversed().map { index in
        [
          "label": Plain.line(chart.labels[index], limit: 80),
          "values": chart.series.map { Figures.count(index < $0.values.count ? $0.values[index] : 0) },
        ] as Model
      },
    ]
  }

  private static func tile(_ tile: Tile) -> Model {
    [
      "name": tile.name, "figure": tile.figure, "detail": tile.detail, "address": tile.address ?? "",
      "linked": tile.address != nil, "svg": tile.line.count > 1 ? Chart.sparkline(tile.line) : "",
    ]
  }

  private static func choice(_ choice: Choice) -> Model {
    ["name": Plain.line(choice.name, limit: 80), "address": choice.address, "current": choice.current]
  }

  private static func action(_ action: Action, back: String) -> Model {
    [
      "address": action.address, "button": action.button, "back": back,
      "inputs": action.inputs.map { input -> Model in
        switch input {
        case .hidden(let name, let value):
          ["hidden": true, "name": name, "value": value, "label": "", "limit": 0]
        case .text(let name, let label, let value, let limit):
          ["hidden": false, "name": name, "value": value, "label": label, "limit": limit]
        }
      },
    ]
  }

  private static func filter(_ form: FilterForm) -> Model {
    [
      "kind": "filter", "address": form.address, "active": form.active ?? "", "isActive": form.active != nil,
      "error": form.error ?? "", "failed": form.error != nil, "inputs": form.inputs.map(input),
    ]
  }

  private static func input(_ input: FilterForm.Input) -> Model {
    switch input {
    case .text(let name, let label, let value, let hint, let choices):
      return [
        "isText": true, "isDate": false, "isSelect": false, "name": name, "label": label, "value": value,
        "hint": hint, "hasChoices": !choices.isEmpty, "choices": choices.map { ["value": $0] as Model },
      ]
    case .date(let name, let label, let value):
      return ["isText": false, "isDate": true, "isSelect": false, "name": name, "label": label, "value": value]
    case .select(let name, let label, let value, let options):
      return [
        "isText": false, "isDate": false, "isSelect": true, "name": name, "label": label,
        "options": options.map {
          ["value": $0.value, "name": $0.name, "current": $0.value == value] as Model
        },
      ]
    }
  }
}
