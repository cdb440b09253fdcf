enum TerminalCanvasRoom {}
