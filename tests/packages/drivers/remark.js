(async () => {
  const { unified } = await import('unified');
  const parse = (await import('remark-parse')).default;
  const html = (await import('remark-html')).default;
  const { micromark } = await import('micromark');
  const text =
    '# Hi *there*\n\n1. a\n2. b\n\n   c\n\n```js\nx < y\n```\n\n[a](b "c") ![i][r] <http://x.y> \\* &amp;\n\n[r]: /z\n\n***\n> q\n';
  console.log(String(await unified().use(parse).use(html).process(text)));
  console.log(micromark(text));
  const tree = unified().use(parse).parse(text);
  console.log(
    JSON.stringify(tree, null, 1).length,
    tree.children.map((c) => c.type + c.position.start.line),
  );
})();
