// Jasmine's core as a runner: matchers, spies, clocks, failures.
const core = require('jasmine-core');
const { jasmine, describe, it, expect, expectAsync, beforeEach, spyOn } = core;
const env = jasmine.getEnv();
env.configure({ random: false, failSpecWithNoExpectations: false });
describe('matchers', () => {
  it('compares', () => { expect({ a: [1, new Map([[1, { b: 2 }]])] }).toEqual({ a: [1, new Map([[1, { b: 2 }]])] }); expect(NaN).toBeNaN(); expect('abc').toMatch(/b/); expect([1, 2]).toContain(2); expect(0.1 + 0.2).toBeCloseTo(0.3); });
  it('tells differences', () => { expect({ a: 1, b: { c: [1, 2] } }).toEqual({ a: 2, b: { c: [1, 3], d: undefined } }); expect(new Set([1])).toEqual(new Set([2])); expect(() => { throw new RangeError('far'); }).toThrowError(TypeError, 'near'); expect('a').toBe('b'); expect([1, 2, 3]).toHaveSize(2); expect(null).withContext('here').toBeDefined(); });
  it('asymmetric', () => { expect({ a: 1, s: 'long text', l: [3, 1] }).toEqual({ a: jasmine.any(Number), s: jasmine.stringMatching('text'), l: jasmine.arrayContaining([1]) }); expect({ a: 1 }).toEqual(jasmine.objectContaining({ b: 1 })); });
});
describe('spies', () => {
  let target;
  beforeEach(() => { target = { f: (x) => x * 2, get p() { return 1; } }; });
  it('records', () => { spyOn(target, 'f').and.callThrough(); target.f(4); target.f('a', {}); expect(target.f).toHaveBeenCalledWith(4); expect(target.f.calls.allArgs()).toEqual([[4], ['a', {}]]); expect(target.f).toHaveBeenCalledTimes(3); expect(target.f).toHaveBeenCalledOnceWith(5); });
  it('answers', () => { const spy = jasmine.createSpy('s').and.returnValues(1, 2); spy.withArgs('x').and.throwError('for x'); expect([spy(), spy(), spy()]).toEqual([1, 2, undefined]); expect(() => spy('x')).toThrowError('for x'); });
  it('asynchronous', async () => { await expectAsync(Promise.reject(new Error('no'))).toBeRejectedWithError('yes'); });
  it('by a callback', (done) => { setTimeout(() => { expect(1).toBe(1); done(); }, 1); });
  it('throws', () => { null.x; });
});
env.addReporter({
  suiteStarted: (s) => console.log('suite', s.description), jasmineDone: (r) => console.log('done', r.overallStatus),
  specDone: (r) => { console.log(r.status, r.fullName, r.passedExpectations.length); for (const f of r.failedExpectations) console.log('   ', f.matcherName, f.message); },
});
env.execute().then(() => { process.exitCode = 0; });
