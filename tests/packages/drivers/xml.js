const { XMLParser, XMLBuilder, XMLValidator } = require('fast-xml-parser');
const xml2js = require('xml2js');
const sax = require('sax');
const { DOMParser, XMLSerializer } = require('@xmldom/xmldom');
const { create } = require('xmlbuilder2');
const text =
  '<?xml version="1.0"?><!-- c --><r a="1&amp;2" xmlns:n="u"><i k="v">x</i><i>y &lt; z</i><n:e/><![CDATA[raw <>]]>tail<num>007</num><num>1.50</num></r>';
console.log(
  JSON.stringify(new XMLParser({ ignoreAttributes: false, preserveOrder: false }).parse(text)),
  XMLValidator.validate('<a><b></a>'),
  new XMLBuilder({ format: true, ignoreAttributes: false }).build({ r: { '@_a': 1, b: ['x', 'y'], c: { d: '<' } } }),
);
xml2js.parseString(text, (e, r) => console.log(e, JSON.stringify(r)));
xml2js.parseString('<a', (e) => console.log(e && e.message));
console.log(new xml2js.Builder().buildObject({ r: { $: { a: 1 }, b: ['x', { _: 't', $: { q: 2 } }] } }));
const p = sax.parser(true, { xmlns: true });
const ev = [];
for (const k of ['opentag', 'closetag', 'text', 'cdata', 'comment', 'attribute'])
  p['on' + k] = (x) => ev.push(k + ':' + (typeof x === 'string' ? x : x.name));
p.write(text).close();
console.log(ev);
const d = new DOMParser().parseFromString(text, 'text/xml');
console.log(
  d.documentElement.getElementsByTagName('i').length,
  d.documentElement.getAttribute('a'),
  new XMLSerializer().serializeToString(d),
);
console.log(
  create({ version: '1.0' }).ele('a', { b: 'c' }).txt('<').up().end({ prettyPrint: true }),
  create('<x><y>1</y></x>').end({ format: 'json' }),
);
