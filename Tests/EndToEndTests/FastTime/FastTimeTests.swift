import Testing

/// Worlds whose time is fast, one after another: a second one beside it would take the processor from the first, and what is
/// late on a fast clock is many times as late.
///
/// Together they take as long as all other worlds: they wait for no turn.
@Suite(.serialized) struct FastTimeTests {}
