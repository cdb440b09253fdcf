import ClusterModel
@testable import FailoverModel
@testable import Panes
import TerminalCanvas
import TestSupport
import Testing


@Suite struct KeymapTests {
    @Test func theBoardsKeys() {
        let navigation = NavigationState()
        #expect(Keymap.action(for: .character("s"), in: navigation) == .send)
        #expect(Keymap.action(for: .character("x"), in: navigation) == .killActive)
        #expect(Keymap.action(for: .character("3"), in: navigation) == .zoom(.stream))
        #expect(Keymap.action(for: .character("j"), in: navigation) == .move(.down))
        #expect(Keymap.action(for: .mouse(MousePress(.wheelUp, at: Point(column: 1, row: 1))), in: navigation) == .move(.up))
        #expect(Keymap.action(for: .character("y"), in: navigation) == .describe)
        #expect(Keymap.action(for: .character("l"), in: navigation) == .podLog && Keymap.action(for: .character("S"), in: navigation) == .sortPods)
        #expect(Keymap.action(for: .control("c"), in: navigation) == .interrupt)
    }

    @Test func theDefaultAnswerToAKillIsNo() {
        let navigation = Screens.confirming().navigation
        #expect(Keymap.action(for: .enter, in: navigation) == .dismiss)
        #expect(Keymap.action(for: .escape, in: navigation) == .dismiss)
        #expect(Keymap.action(for: .character("n"), in: navigation) == .dismiss)
        #expect(Keymap.action(for: .character("x"), in: navigation) == nil)
        #expect(Keymap.action(for: .character("y"), in: navigation) == .confirm)
    }

    @Test func commandsAreTextWhereTextIsTyped() {
        var navigation = NavigationState(dialog: .filter(text: ""))
        #expect(Keymap.action(for: .character("q"), in: navigation) == .type("q"))
        #expect(Keymap.action(for: .character("漢"), in: navigation) == .type("漢"))
        #expect(Keymap.action(for: .backspace, in: navigation) == .erase)
        let order = KillOrder(pod: PodIdentity(name: "p", uid: "u"), namespace: "n", kind: .now)
        navigation.dialog = .confirmKill(KillProposal(order: order, letter: "A", typing: .lastReadyEngine))
        #expect(Keymap.action(for: .character("y"), in: navigation) == .type("y"))
        #expect(Keymap.action(for: .enter, in: navigation) == .confirm)
    }

    @Test func pastedTextIsTypedWhereTextIsAndNowhereElse() {
        var navigation = NavigationState()
        #expect(Keymap.action(forPaste: "anxiety", in: navigation) == nil)
        for dialog in [Dialog.help(scroll: 0), .incidents(index: 0), .lesson(scroll: 0), Screens.confirming().navigation.dialog] {
            navigation.dialog = dialog
            #expect(Keymap.action(forPaste: "anxiety", in: navigation) == nil, "\(String(describing: dialog))")
        }
        navigation.dialog = .filter(text: "")
        #expect(Keymap.action(forPaste: "anxiety", in: navigation) == .type("anxiety"))
        #expect(Keymap.action(forPaste: " a\r\n\u{1B}[31mb\u{7}\n", in: navigation) == .type("a b\u{FFFD}"))
        #expect(Keymap.action(forPaste: "\n", in: navigation) == nil)
        #expect(Keymap.action(forPaste: String(repeating: "x", count: 9_999), in: navigation) == .type(String(repeating: "x", count: 253)))
        let order = KillOrder(pod: PodIdentity(name: "p", uid: "u"), namespace: "n", kind: .now)
        navigation.dialog = .confirmKill(KillProposal(order: order, letter: "A", typing: .lastReadyEngine))
        #expect(Keymap.action(forPaste: "p\n", in: navigation) == .type("p"))
    }

    @Test func noKeyIsBoundTwiceInAMode() {
        for mode in KeyMode.allCases {
            let keys = Keymap.bindings.filter { $0.modes.contains(mode) }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(mode)")
        }
    }

    @Test func theDocumentationNamesEveryBinding() {
        let page = Keymap.markdown()
        #expect(page.hasPrefix("# Keys\n"))
        for binding in Keymap.bindings { #expect(page.contains(binding.help), "\(binding.keyLabel)") }
    }
}
