import Agent

/// What `/` finds in the console's own lists: the same as in the agent's.
typealias Filter = TextFilter
