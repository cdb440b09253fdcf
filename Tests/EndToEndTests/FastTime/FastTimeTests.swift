import Testing

/// Worlds whose time is fast, one after another: a second one beside it would take the processor from the first, and what is
/// late on a fast clock is many times as late.
///
/// `Tests/run` plays them when all others are over.
@Suite(.serialized) struct FastTimeTests {}
