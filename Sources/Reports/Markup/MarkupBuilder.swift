/// Lets elements be nested as they will stand in the document.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ element: Markup) -> [Markup.Node] { [.element(element)] }
    static func buildExpression(_ elements: [Markup]) -> [Markup.Node] { elements.map { .element($0) } }
    static func buildExpression(_ text: String) -> [Markup.Node] { [.text(text)] }
    static func buildExpression(_ text: String?) -> [Markup.Node] { text.map { [.text($0)] } ?? [] }
    static func buildExpression(_ node: Markup.Node) -> [Markup.Node] { [node] }

    static func buildBlock(_ parts: [Markup.Node]...) -> [Markup.Node] { parts.flatMap { $0 } }
    static func buildArray(_ parts: [[Markup.Node]]) -> [Markup.Node] { parts.flatMap { $0 } }
    static func buildOptional(_ part: [Markup.Node]?) -> [Markup.Node] { part ?? [] }
    static func buildEither(first part: [Markup.Node]) -> [Markup.Node] { part }
    static func buildEither(second part: [Markup.Node]) -> [Markup.Node] { part }
}
