class A { m() { return this.#nope; } }
