const text = `It was the best of times, it was the worst of times,\nit was the age of wisdom, it was the age of foolishness...\n\tTabs & "quotes" — dashes; naïve café.`;
const words = text.toLowerCase().match(/[\p{L}']+/gu);
const freq = words.reduce((m, w) => m.set(w, (m.get(w) ?? 0) + 1), new Map());
console.log(freq, [...freq].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 5));
const wrap = (s, w) =>
  s.split(/\s+/).reduce((lines, word) => {
    const last = lines.at(-1);
    if (last !== undefined && (last + ' ' + word).length <= w) lines[lines.length - 1] += ' ' + word;
    else lines.push(word);
    return lines;
  }, []);
console.log(wrap(text, 30));
console.log(
  wrap(text, 30)
    .map((l) => '|' + l.padEnd(30) + '|')
    .join('\n')
);
const csv = 'name,age,note\n"Smith, J",42,"said ""hi"""\nBob,7,\n';
const parseCsv = (s) => {
  const rows = [];
  let row = [],
    f = '',
    q = false;
  for (let i = 0; i < s.length; i++) {
    const c = s[i];
    if (q) {
      if (c === '"') {
        if (s[i + 1] === '"') {
          f += '"';
          i++;
        } else q = false;
      } else f += c;
    } else if (c === '"') q = true;
    else if (c === ',') {
      row.push(f);
      f = '';
    } else if (c === '\n') {
      row.push(f);
      rows.push(row);
      row = [];
      f = '';
    } else f += c;
  }
  return rows;
};
const [head, ...rows] = parseCsv(csv);
console.log(rows.map((r) => Object.fromEntries(r.map((v, i) => [head[i], v]))));
console.table(rows.map((r) => Object.fromEntries(r.map((v, i) => [head[i], v]))));
const rot13 = (s) => s.replace(/[a-z]/gi, (c) => String.fromCharCode((((c.charCodeAt(0) & 31) + 12) % 26) + 1 + (c.charCodeAt(0) & 96)));
console.log(rot13('Hello, World!'), rot13(rot13('Hello, World!')));
const rle = (s) => s.replace(/(.)\1*/g, (m, c) => (m.length > 1 ? m.length : '') + c);
console.log(
  rle('aaabccddddde'),
  rle('aaabccddddde').replace(/(\d+)(.)/g, (_, n, c) => c.repeat(n))
);
const template = (s, d) =>
  s.replace(/\{\{\s*([\w.]+)\s*(?:\|\s*(\w+))?\s*\}\}/g, (_, p, f) => {
    const v = p.split('.').reduce((o, k) => o?.[k], d) ?? '';
    return f === 'upper' ? String(v).toUpperCase() : f === 'json' ? JSON.stringify(v) : v;
  });
console.log(template('Hi {{ user.name | upper }}, {{user.tags|json}} {{missing}}!', { user: { name: 'ann', tags: ['x'] } }));
const roman = (n) =>
  [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I']
  ].reduce((s, [v, r]) => {
    while (n >= v) {
      s += r;
      n -= v;
    }
    return s;
  }, '');
console.log([1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999].map(roman));
const levenshtein = (a, b) => {
  let prev = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const cur = [i];
    for (let j = 1; j <= b.length; j++) cur[j] = Math.min(prev[j] + 1, cur[j - 1] + 1, prev[j - 1] + (a[i - 1] !== b[j - 1]));
    prev = cur;
  }
  return prev.at(-1);
};
console.log(levenshtein('kitten', 'sitting'), levenshtein('', 'abc'), levenshtein('flaw', 'lawn'));
const b64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const enc = (s) => {
  let out = '';
  const bytes = [...s].flatMap((c) => {
    const e = encodeURIComponent(c);
    return e.length > 1 && e[0] === '%'
      ? e
          .slice(1)
          .split('%')
          .map((h) => parseInt(h, 16))
      : [c.charCodeAt(0)];
  });
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += b64[n >> 18] + b64[(n >> 12) & 63] + (i + 1 < bytes.length ? b64[(n >> 6) & 63] : '=') + (i + 2 < bytes.length ? b64[n & 63] : '=');
  }
  return out;
};
console.log(enc('Hello'), enc('né😀'), enc(''));
const md = '# Title\n\nSome *emph* and **bold** `code`.\n\n- one\n- two\n';
console.log(
  md
    .split(/\n{2,}/)
    .map((b) =>
      b.startsWith('#')
        ? b.replace(/^(#+)\s*(.*)$/, (_, h, t) => `<h${h.length}>${t}</h${h.length}>`)
        : b.startsWith('-')
          ? `<ul>${b
              .trim()
              .split('\n')
              .map((l) => `<li>${l.slice(2)}</li>`)
              .join('')}</ul>`
          : `<p>${b
              .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
              .replace(/\*(.+?)\*/g, '<i>$1</i>')
              .replace(/`(.+?)`/g, '<code>$1</code>')}</p>`
    )
    .join('\n')
);
