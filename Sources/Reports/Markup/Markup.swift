import TerminalCanvas

/// An element of XML or HTML. Text and attributes are made safe and escaped where they are written, so that nobody else
/// has to think of it.
struct Markup {
    enum Node {
        case element(Markup)
        case text(String)
        /// Written as it is; only what stands in this source can be.
        case verbatim(StaticString)
    }

    enum Dialect {
        case xml
        /// Well-formed as XML too.
        case html
    }

    var name: StaticString
    /// nil leaves the attribute out.
    var attributes: KeyValuePairs<StaticString, String?>
    var children: [Node]

    init(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        @MarkupBuilder _ children: () -> [Node] = { [] }
    ) {
        self.name = name
        self.attributes = attributes
        self.children = children()
    }

    /// Indented, each element on a line of its own unless text stands beside it.
    func text(_ dialect: Dialect) -> String {
        var out = ""
        write(to: &out, dialect, indent: "")
        return out
    }

    private func write(to out: inout String, _ dialect: Dialect, indent: String?) {
        out += "<\(name)"
        for (key, value) in attributes {
            if let value { out += " \(key)=\"\(XMLText.escaped(OutsideText.line(value)))\"" }
        }
        guard !children.isEmpty else {
            out += dialect == .xml || Self.void.contains("\(name)") ? "/>" : "></\(name)>"
            return
        }
        out += ">"
        // A line break beside text would be part of it.
        let inner = indent.flatMap { hasText ? nil : $0 + "  " }
        for child in children {
            if let inner { out += "\n\(inner)" }
            switch child {
            case .element(let element): element.write(to: &out, dialect, indent: inner)
            case .text(let text): out += XMLText.escaped(OutsideText.block(text))
            case .verbatim(let text): out += "\(text)"
            }
        }
        if inner != nil, let indent { out += "\n\(indent)" }
        out += "</\(name)>"
    }

    private var hasText: Bool {
        children.contains { if case .text = $0 { true } else { false } }
    }

    /// The elements of HTML that have no end tag.
    private static let void: Set<String> = ["meta", "br", "hr"]
}
