enum BoardRuntimeRoom {}
