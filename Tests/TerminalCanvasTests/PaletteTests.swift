import Foundation
import Testing

@testable import TerminalCanvas

/// What a theme promises to the eye, computed from its numbers.
@Suite struct PaletteTests {
    /// Everything that is read; frames are only seen.
    private static let meanings: [StyleRole] =
        [.plain, .dim, .title, .frameFocused, .good, .warning, .bad, .accent, .selected, .key]
        + (0..<Palette.podColours).map(StyleRole.pod)

    /// WCAG 2.2, 1.4.3: text has 4.5:1 against its background; 1.4.6: enhanced, 7:1.
    @Test(arguments: [(Palette.dark, 4.5), (.light, 4.5), (.colourBlind, 4.5), (.contrast, 7)])
    func textIsReadable(_ palette: Palette, _ least: Double) throws {
        let paper = SVGPicture.paper(palette)
        let back = try luminance(hex(paper.back))
        for role in Self.meanings {
            let colour = try palette.foreground(role).map(linear) ?? hex(paper.front)
            let ratio = (max(back, luminance(colour)) + 0.05) / (min(back, luminance(colour)) + 0.05)
            #expect(ratio >= least, "\(palette) \(role): \(ratio)")
        }
    }

    /// In the 16 colours, only the ones that terminals draw clearly on black.
    @Test func contrastHoldsWithSixteenColours() throws {
        for role in Self.meanings {
            let number = try #require(Palette.contrast.foreground(role, depth: .sixteen))
            #expect(luminance(linear(number)) + 0.05 >= 4.5 * 0.05, "\(role): \(number)")
        }
        #expect(Palette.contrast.background(depth: .sixteen) == 0)
        for palette in Palette.allCases where palette != .contrast { #expect(palette.background() == nil) }
    }

    /// As eyes without red or without green cones see them (Viénot, Brettel and Mollon, 1999), and as all others do.
    @Test(arguments: [Eye.full, .protan, .deutan])
    func huesAreToldApart(_ eye: Eye) throws {
        let palette = Palette.colourBlind
        let judged: [StyleRole] = [.good, .warning, .bad]
        let pods = (0..<6).map(StyleRole.pod)
        for set in [judged, pods] {
            for (index, one) in set.enumerated() {
                for other in set.dropFirst(index + 1) {
                    let pair = try [one, other].map { try eye.lab(linear(#require(palette.foreground($0)))) }
                    let distance = zip(pair[0], pair[1]).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
                    #expect(distance >= 15, "\(one) and \(other): \(distance)")
                }
            }
        }
    }

    @Test func judgementsDifferInEveryDepthThatHasColours() {
        for palette in Palette.allCases where palette != .mono {
            for depth in [ColourDepth.eight, .sixteen, .full] {
                let numbers = [StyleRole.good, .warning, .bad].map { palette.foreground($0, depth: depth) }
                #expect(Set(numbers).count == 3, "\(palette) \(depth)")
                let limit = depth == .eight ? 8 : depth == .sixteen ? 16 : 256
                for role in Self.meanings { #expect((palette.foreground(role, depth: depth) ?? 0) < limit) }
            }
        }
    }

    @Test func monoHasNone() {
        for role in Self.meanings + [.frame] { #expect(Palette.mono.foreground(role) == nil) }
    }

    // MARK: - the eye

    enum Eye: CaseIterable, Sendable {
        case full, protan, deutan

        /// Linear red, green and blue as this eye takes them.
        private var matrix: [[Double]] {
            switch self {
            case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protan: [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
            case .deutan: [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]
            }
        }

        /// CIELAB under D65, in which a distance of 2.3 is just noticed.
        func lab(_ linear: [Double]) -> [Double] {
            let seen = matrix.map { row in max(0, zip(row, linear).map(*).reduce(0, +)) }
            let toXYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
            let white = [0.9505, 1, 1.089]
            let f = zip(toXYZ, white).map { row, white in
                let value = zip(row, seen).map(*).reduce(0, +) / white
                return value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
            }
            return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
        }
    }

    private func linear(_ number: Int) -> [Double] {
        let colour = Palette.rgb(number)
        return [colour.red, colour.green, colour.blue].map(Self.linear)
    }

    private static func linear(_ level: Int) -> Double {
        let value = Double(level) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private func luminance(_ linear: [Double]) -> Double {
        zip([0.2126, 0.7152, 0.0722], linear).map(*).reduce(0, +)
    }

    private func hex(_ text: String) throws -> [Double] {
        let number = try #require(Int(text.dropFirst(), radix: 16))
        return [number >> 16, number >> 8 & 255, number & 255].map(Self.linear)
    }
}
