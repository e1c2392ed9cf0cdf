// Documents of the web without a browser: linkedom, and jsdom when it loads.
const { parseHTML, DOMParser } = require('linkedom');
const html = '<!doctype html><html lang="en"><head><title>T &amp; t</title><style>p { color: red }</style></head><body class="a b"><ul id="list"><li data-n="1">one<li data-n="2">two</ul><p>text <b>bold</b> more</p><form><input name="q" value="x" required><select><option value="1" selected>a<option>b</select></form><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><template><i>t</i></template></body></html>';
function tour(window) {
  const { document } = window;
  console.log(document.title, document.documentElement.lang, document.querySelectorAll('li[data-n]').length, document.querySelector('ul > li:nth-child(2)').textContent, document.body.classList.contains('b'));
  const li = document.createElement('li'); li.dataset.made = 'yes'; li.innerHTML = 'three <em>é</em>'; li.setAttribute('title', 'a "quoted" <x>'); document.getElementById('list').append(li, document.createTextNode('<&>'), document.createComment('c'));
  console.log(document.getElementById('list').outerHTML);
  const seen = []; const b = document.querySelector('b');
  for (const [target, name] of [[document, 'document'], [document.body, 'body'], [b, 'b']]) { target.addEventListener('ping', (e) => seen.push(`${name} ${e.eventPhase} ${e.target.tagName}`)); target.addEventListener('ping', () => seen.push(`${name} captured`), true); }
  b.dispatchEvent(new window.CustomEvent('ping', { bubbles: true, detail: 1 })); console.log(seen);
  const clone = document.querySelector('p').cloneNode(true); clone.querySelector('b').replaceWith('plain'); console.log(clone.outerHTML, clone.childNodes.length, document.querySelector('p').compareDocumentPosition(document.body));
  b.closest('p').insertAdjacentHTML('afterend', '<hr><div hidden>x</div>'); console.log([...document.body.children].map((e) => e.tagName), document.querySelector('input').value, document.querySelector('div').matches('body > [hidden]'));
  const fragment = document.createDocumentFragment(); for (const t of ['x', 'y']) { const e = document.createElement('span'); e.textContent = t; fragment.appendChild(e); } document.body.prepend(fragment); console.log(document.body.firstElementChild.nextElementSibling.textContent, document.body.innerHTML.length);
  const walker = document.createTreeWalker(document.body, 4); const texts = []; while (walker.nextNode()) texts.push(walker.currentNode.nodeValue.trim()); console.log(texts);
}
tour(parseHTML(html));
console.log(new DOMParser().parseFromString('<r><a x="1"/><b>t</b></r>', 'text/xml').toString());
