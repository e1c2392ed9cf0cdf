// three.js without a screen: vectors, matrices, curves, geometries, scenes, ray casting.
import * as T from 'three';
const n = (v) => (Array.isArray(v) || ArrayBuffer.isView(v) ? [...v].map((x) => +x.toFixed(9)) : +v.toFixed(9));
const a = new T.Vector3(1, 2, 3), b = new T.Vector3(-4, 5, 0.5);
console.log(n(a.clone().cross(b).toArray()), n(a.angleTo(b)), n(a.clone().applyAxisAngle(b.clone().normalize(), 1.2).toArray()), n(new T.Vector3().setFromSphericalCoords(2, 1, 0.5).toArray()));
const m = new T.Matrix4().compose(a, new T.Quaternion().setFromEuler(new T.Euler(0.1, 0.2, 0.3, 'ZYX')), new T.Vector3(2, 2, 0.5));
console.log(n(m.elements), n(m.clone().invert().elements), n(m.determinant()), n(new T.Matrix3().getNormalMatrix(m).elements));
const p = new T.Vector3(), q = new T.Quaternion(), s = new T.Vector3(); m.decompose(p, q, s); console.log(n(p.toArray()), n(q.toArray()), n(s.toArray()), n(q.slerp(new T.Quaternion(0, 1, 0, 0), 0.3).toArray()));
console.log(new T.Color('hsl(200, 50%, 40%)').getHexString(), new T.Color('rebeccapurple').offsetHSL(0.1, 0.2, 0.1).getStyle(), n(new T.Color(0x336699).toArray()), T.MathUtils.radToDeg(1).toFixed(9), T.MathUtils.smoothstep(0.3, 0, 1), T.MathUtils.euclideanModulo(-5, 3));
for (const curve of [new T.CatmullRomCurve3([a, b, new T.Vector3(0, 0, 0), new T.Vector3(3, 3, 3)], true), new T.CubicBezierCurve3(a, b, b, a), new T.EllipseCurve(0, 0, 3, 2, 0, 4)]) console.log(curve.type, n(curve.getLength()), curve.getSpacedPoints(4).map((v) => n(v.toArray())));
for (const g of [new T.BoxGeometry(1, 2, 3, 2, 1, 1), new T.SphereGeometry(1, 6, 4), new T.TorusKnotGeometry(1, 0.3, 12, 4), new T.LatheGeometry([new T.Vector2(1, 0), new T.Vector2(2, 1)], 5), new T.IcosahedronGeometry(1, 1), new T.ExtrudeGeometry(new T.Shape([new T.Vector2(0, 0), new T.Vector2(2, 0), new T.Vector2(1, 2)]), { depth: 1, bevelSize: 0.1 })]) { g.computeBoundingSphere(); console.log(g.type, g.attributes.position.count, g.index?.count, n(g.boundingSphere.radius), n(g.attributes.normal.array.reduce((x, y) => x + Math.abs(y), 0)).toFixed(3)); }
const scene = new T.Scene(), group = new T.Group();
const mesh = new T.Mesh(new T.SphereGeometry(1, 16, 12), new T.MeshStandardMaterial({ color: 'tomato', name: 'skin' })); mesh.position.set(0, 0, -5); mesh.name = 'ball';
group.add(mesh, new T.Mesh(new T.PlaneGeometry(10, 10), new T.MeshBasicMaterial({ side: T.DoubleSide }))); group.children[1].position.z = -8; group.rotation.y = 0.05; scene.add(group, new T.DirectionalLight(0xffffff, 2));
scene.updateMatrixWorld(true);
const camera = new T.PerspectiveCamera(60, 4 / 3, 0.1, 100); camera.updateMatrixWorld();
const ray = new T.Raycaster(); ray.setFromCamera(new T.Vector2(0.05, -0.02), camera);
console.log(ray.intersectObjects(scene.children, true).map((h) => [h.object.name, n(h.distance), n(h.point.toArray()), h.faceIndex]), n(new T.Vector3(0, 0, -5).project(camera).toArray()));
console.log(n(new T.Box3().setFromObject(scene).getSize(new T.Vector3()).toArray()), new T.Frustum().setFromProjectionMatrix(camera.projectionMatrix).containsPoint(new T.Vector3(0, 0, -3)), n(new T.Plane(new T.Vector3(0, 1, 0), 2).distanceToPoint(a)));
const json = scene.toJSON(); console.log(Object.keys(json), json.geometries.length, json.materials.map((x) => [x.type, x.color, x.name]), json.object.children.map((c) => c.type));
const clip = new T.AnimationClip('move', 2, [new T.VectorKeyframeTrack('.position', [0, 1, 2], [0, 0, 0, 1, 2, 3, 4, 4, 4]), new T.QuaternionKeyframeTrack('.quaternion', [0, 2], [0, 0, 0, 1, 0, 1, 0, 0])]);
const mixer = new T.AnimationMixer(mesh); mixer.clipAction(clip).play(); for (const d of [0.3, 0.5, 0.9]) { mixer.update(d); console.log(n(mesh.position.toArray()), n(mesh.quaternion.toArray())); }
