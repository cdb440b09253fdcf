enum RouterClientRoom {}
