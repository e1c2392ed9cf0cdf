function f() {
}
}
