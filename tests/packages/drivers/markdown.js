const { marked, Lexer } = require('marked');
const MarkdownIt = require('markdown-it');
const showdown = require('showdown');
const text =
  '# Head *em* `c`\n\nPara **b** _i_ ~~s~~ [l](http://x.y "t") ![i](a.png) <b>raw</b> &copy; auto http://z.w\nline  \nbreak\\\n\n> quote\n> > nested\n\n1. a\n2. b\n   - c\n     ```js\n     let x = "<";\n     ```\n- [x] done\n- [ ] todo\n\n| a | b |\n|:-:|--:|\n| 1 | `2|3` |\n\n---\n\n    code\n\n[ref]: /u "T"\n[ref] and [x][ref]\n\nSetext\n===\n\nhtml <div>\n';
console.log(marked.parse(text));
console.log(marked.parse(text, { gfm: false, breaks: true }));
console.log(new Lexer().lex('a\n\n- b').map((t) => t.type));
console.log(new MarkdownIt({ html: true, linkify: true, typographer: true }).render(text + '\n"quotes" -- (c) ...'));
console.log(new MarkdownIt('commonmark').parse('*a* `b`', {})[1].children.map((t) => t.type + t.content));
console.log(new showdown.Converter({ tables: true, tasklists: true, strikethrough: true }).makeHtml(text));
marked.use({
  renderer: {
    heading({ text, depth }) {
      return `<H${depth}>${text}</H>`;
    },
  },
});
console.log(marked.parse('## x'));
