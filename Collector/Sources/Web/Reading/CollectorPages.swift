import Hummingbird

extension ReadingSide: ReadingRoutes {
  public func addReadingRoutes(to router: Router<CollectorContext>) { addRoutes(to: router) }
}
