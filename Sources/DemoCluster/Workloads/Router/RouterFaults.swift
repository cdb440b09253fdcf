/// What is wrong with a router although nothing on its command line asks for it.
struct RouterFaults: Sendable, Equatable {
    /// Every stream breaks after so many tokens, as if the network between router and engine had cut it.
    var cutsStreamsAfter: Int?
    /// A stream that broke is ended with the terminator of a complete HTTP answer.
    var endsBrokenStreamsCleanly = false
    /// Chats are written anew with the fields the router knows, as the Rust routers do; `add_generation_prompt` is not
    /// among them.
    var dropsFields = false
    /// Connections are accepted and requests read; no answer comes within a minute, then the connection closes.
    var isSilent = false
}
