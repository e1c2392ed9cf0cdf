// Automatic semicolons: where they come and where they don't.
var a = 1
var b = 2
var c = a
+ b
console.log(c)
var d = a
;(function () { console.log('iife') })()
;[1, 2].forEach((x) => console.log(x))
let i = 0
i
++
a
console.log(i, a)
const f = () => {}
const g = function () { return
  'never'
}
console.log(g(), f())
do console.log('do'); while (false) console.log('after do-while on one line')
if (a) ; else console.log('no')
for (var k = 0; k < 1; k++)
  console.log('body')
var s = 'x'
var t = ((x) => x)
`b`.length
console.log(typeof t)
var let_ = 1, async = 2, of = 3, get = 4, set = 5, yield_ = 6
var await = 7, static_ = 8
console.log(async, of, get, set, await)
async
console.log('async on its own line is a name')
var o = {
  get
  : 1, set: 2, async: 3, static: 4, of: 5, await: 6, let: 7, yield: 8, get x() { return 9 }, async
  : 10
}
console.log(o)
class C {
  a = 1
  b
  get
  c() { return 'c' }
  static
  d = 2
  'e'
  [1 + 1] = 3;
  *f() {}
  async
  g() { return 'plain g' }
}
console.log(new C(), C.d)
const { x, y } = { x: 1, y: 2 }
console.log(x, y)
function h() {
  if (a) return
  else return 1
}
console.log(h())
lbl: for (;;) { for (;;) { break
lbl } break }
throwing: try { throw 'one line' } catch (e) { console.log(e) }
var re = 4
/2/1
console.log(re)
var u = a ? b
  : c
console.log(u); { console.log('block') } console.log('no semicolon before }')
;;;
(() => { 'use strict'
  console.log(this === module.exports) })()

