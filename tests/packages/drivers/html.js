const { Parser, parseDocument, DomUtils } = require('htmlparser2');
const parse5 = require('parse5');
const events = [];
const parser = new Parser({
  onopentag: (n, a) => events.push('<' + n + JSON.stringify(a)),
  ontext: (t) => events.push(t),
  onclosetag: (n, i) => events.push('/' + n + i),
  oncomment: (c) => events.push('!' + c),
});
parser.write('<div class=a id="b">x &amp; y<br><p>one<p>two<!-- c --><script>if (a < b) "</p>"</script></di');
parser.end('v>');
console.log(events);
const doc = parseDocument('<ul><li>1<li class="x">2</ul>');
console.log(
  DomUtils.textContent(doc),
  DomUtils.getOuterHTML(doc),
  DomUtils.findAll((e) => e.name === 'li', doc.children).length,
);
const d = parse5.parse('<!doctype html><table><tr><td>a</table><p>b<b>c<p>d</b>&notit;&copy');
console.log(parse5.serialize(d));
const errors = [];
parse5.parse('<div a a></span><p/>', {
  onParseError: (e) => errors.push(e.code + ':' + e.startOffset),
  sourceCodeLocationInfo: true,
});
console.log(errors);
