const ejs = require('ejs');
console.log(
  ejs.render('<% for (const x of xs) { %><li><%= x %></li>\n<% } %><%- raw %> <%# no %><%% t -%>\nend', {
    xs: ['<a>', 'b&c'],
    raw: '<b>',
  }),
);
const f = ejs.compile('<? if (u) { ?>hi <?= u.name ?><? } ?>', { delimiter: '?' });
console.log(f({ u: { name: 'N' } }), f({ u: null }));
try {
  ejs.render('a\n<%= missing.x %>', {}, { filename: 'f.ejs' });
} catch (e) {
  console.log(e.name, e.message);
}
console.log(ejs.compile('a<%= b %>', { client: true, strict: true, localsName: 'l' }).toString().slice(0, 400));
