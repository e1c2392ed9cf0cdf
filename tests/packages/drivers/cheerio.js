const cheerio = require('cheerio');
const $ = cheerio.load(
  '<ul id="f"><li class="a">A</li><li class="b">B</li><li>C<i>d</i></li></ul><form><input name="x" value="1"><select name="s"><option selected>q</option></select></form>',
);
console.log(
  $('li.a + li').text(),
  $('#f > li:nth-child(3) i').parent().html(),
  $('li')
    .map((i, e) => $(e).text() + i)
    .get(),
);
$('li').eq(1).addClass('z').attr('data-k', '5').after('<li>new</li>').wrap('<b></b>');
$('.a').replaceWith('<em>r</em>');
console.log($.html());
console.log($('form').serialize(), $('li').data('k'), $('[data-k]').data());
console.log($('li:has(i)').length, $('li:contains("new")').prevAll().length, $.xml('<a/>'));
