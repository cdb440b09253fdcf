import Testing

/// All tests that run a whole cluster, one after another: together they would starve each other on a small machine and
/// their times would say nothing.
@Suite(.serialized) struct ClusterTests {}
