// d3's plain modules: statistics, scales, shapes, layouts, formats, projections.
import * as array from 'd3-array';
import * as scale from 'd3-scale';
import * as shape from 'd3-shape';
import * as hierarchy from 'd3-hierarchy';
import { format, formatLocale, precisionFixed } from 'd3-format';
import { utcFormat, utcParse } from 'd3-time-format';
import * as geo from 'd3-geo';
const data = Array.from({ length: 40 }, (_, i) => ({ x: i, y: (i * 37) % 23, k: 'abc'[i % 3] }));
console.log(array.extent(data, (d) => d.y), array.quantile(data.map((d) => d.y), 0.9), array.deviation(data, (d) => d.y), array.ticks(0.1, 9.7, 7), array.range(0, 1, 0.2), array.median([3, 1, 2]));
console.log(array.rollup(data, (v) => array.sum(v, (d) => d.y), (d) => d.k), array.bin().thresholds(5)(data.map((d) => d.y)).map((b) => [b.x0, b.x1, b.length]), array.bisector((d) => d.x).left(data, 17), array.cross([1, 2], ['a', 'b']), array.fsum([0.1, 0.2, 0.3]));
const linear = scale.scaleLinear([0, 100], ['#ff0000', 'hsl(240, 100%, 50%)']);
console.log(linear(30), scale.scaleLog([1, 1000], [0, 3]).ticks(5), scale.scaleBand(['a', 'b', 'c'], [0, 120]).padding(0.2)('b'), scale.scaleTime([new Date(0), new Date(864e5)], [0, 1]).invert(0.25), scale.scaleQuantize([0, 10], ['s', 'm', 'l'])(7), scale.scalePow().exponent(0.5)(0.3), scale.scaleLinear([0, 9.7]).nice().domain(), scale.scaleUtc([Date.UTC(2020, 0, 1), Date.UTC(2020, 11, 31)]).ticks(4), scale.scaleOrdinal(['x', 'y'], [1, 2])('y'));
for (const curve of ['curveLinear', 'curveBasis', 'curveCatmullRom', 'curveMonotoneX', 'curveStep', 'curveNatural', 'curveCardinalClosed']) console.log(curve, shape.line((d) => d.x, (d) => d.y).curve(shape[curve])(data.slice(0, 5)));
console.log(shape.arc()({ innerRadius: 10, outerRadius: 20, startAngle: 0.1, endAngle: 2, cornerRadius: 2 }), shape.pie()([1, 2, 3]).map((p) => [p.index, p.startAngle]), shape.stack().keys(['x', 'y']).offset(shape.stackOffsetExpand)(data.slice(1, 4)), shape.symbol(shape.symbolStar, 50)(), shape.area().x((d) => d.x).y0(0).y1((d) => d.y)(data.slice(0, 3)));
const root = hierarchy.hierarchy({ n: 'r', c: [{ n: 'a', v: 3, c: [{ n: 'b', v: 2 }, { n: 'c', v: 5 }] }, { n: 'd', v: 7 }] }, (d) => d.c).sum((d) => d.v ?? 0).sort((a, b) => b.value - a.value);
for (const layout of [hierarchy.treemap().size([100, 50]).padding(1), hierarchy.partition().size([10, 10]), hierarchy.tree().size([10, 10]), hierarchy.cluster(), hierarchy.pack().size([50, 50])]) { layout(root); console.log(root.descendants().map((d) => [d.data.n, d.value, ...['x', 'y', 'r', 'x0', 'y1'].map((k) => (d[k] === undefined ? '' : +d[k].toFixed(9)))].join(' '))); }
console.log(root.links().length, root.leaves().map((d) => d.ancestors().map((a) => a.data.n).join('/')), hierarchy.stratify()([{ id: 'a', parentId: '' }, { id: 'b', parentId: 'a' }]).height);
for (const f of ['.2f', ',.0f', '+.3s', '.1%', '#x', '08.3e', '(.2f', '~r', '^20,d', '$.2f']) console.log(f, [0, -1234.567, 0.00042, 1e9].map(format(f)));
console.log(formatLocale({ decimal: ',', thousands: '.', grouping: [3], currency: ['', ' €'] }).format('$,.2f')(1234567.891), precisionFixed(0.05));
console.log(utcFormat('%A %d %B %Y %H:%M:%S.%L %j %U %p %e')(new Date(1e12)), utcParse('%Y-%m-%dT%H:%M')('2021-02-03T04:05'), utcParse('%b %d')('nope'));
const land = { type: 'Polygon', coordinates: [[[-10, -10], [20, -15], [30, 25], [-5, 20], [-10, -10]].reverse()] };
for (const name of ['geoMercator', 'geoOrthographic', 'geoAlbersUsa', 'geoConicEqualArea', 'geoNaturalEarth1', 'geoStereographic']) console.log(name, geo.geoPath(geo[name]()).digits?.(3)(land), geo[name]()([-75, 43])?.map((n) => n.toFixed(6)));
console.log(geo.geoArea(land).toFixed(9), geo.geoCentroid(land).map((n) => n.toFixed(9)), geo.geoDistance([0, 0], [90, 45]).toFixed(12), geo.geoContains(land, [5, 5]), geo.geoGraticule10().coordinates.length);
