enum PanesRoom {}
