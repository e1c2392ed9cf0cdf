class A {
  #x = 1;
  y = this.#x;
  static z = 2;
  get x() {
    return this.#x;
  }
}
class B extends A {
  constructor() {
    super();
    this.w = super.x;
  }
}
new B();
