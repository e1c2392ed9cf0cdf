const {
  of,
  from,
  interval,
  Subject,
  BehaviorSubject,
  merge,
  combineLatest,
  throwError,
  defer,
  timer,
  EMPTY,
  concat,
  zip,
} = require('rxjs');
const {
  map,
  filter,
  take,
  mergeMap,
  switchMap,
  debounceTime,
  catchError,
  retry,
  scan,
  bufferCount,
  share,
  toArray,
  delay,
  groupBy,
  reduce,
  takeUntil,
  startWith,
  withLatestFrom,
  concatMap,
} = require('rxjs/operators');
const log = (name) => ({
  next: (v) => console.log(name, v),
  error: (e) => console.log(name, 'error', e.message),
  complete: () => console.log(name, 'done'),
});
from([1, 2, 3, 4])
  .pipe(
    map((x) => x * x),
    filter((x) => x % 2),
    scan((a, b) => a + b, 0),
  )
  .subscribe(log('scan'));
interval(50)
  .pipe(
    take(3),
    switchMap((x) => timer(20).pipe(map(() => x))),
  )
  .subscribe(log('switch'));
let n = 0;
defer(() => (n++ < 2 ? throwError(() => new Error('e' + n)) : of('ok')))
  .pipe(retry(3))
  .subscribe(log('retry'));
const s = new Subject();
s.pipe(debounceTime(300)).subscribe(log('debounce'));
s.next(1);
s.next(2);
setTimeout(() => {
  s.next(3);
  s.complete();
}, 500);
combineLatest([of(1, 2), new BehaviorSubject('b')])
  .pipe(take(2))
  .subscribe(log('latest'));
from('abcabc')
  .pipe(
    groupBy((x) => x),
    mergeMap((g) =>
      g.pipe(
        reduce((a) => a + 1, 0),
        map((c) => g.key + c),
      ),
    ),
  )
  .subscribe(log('group'));
zip(of(1, 2, 3), from(Promise.resolve('p')).pipe(startWith('s'))).subscribe(log('zip'));
concat(of(1).pipe(delay(230)), EMPTY, of(2))
  .pipe(toArray())
  .subscribe(log('concat'));
throwError(() => new TypeError('t'))
  .pipe(catchError((e) => of(e.name)))
  .subscribe(log('catch'));
(async () => {
  const { firstValueFrom, lastValueFrom } = require('rxjs');
  console.log(await lastValueFrom(of(1, 2)), await firstValueFrom(EMPTY, { defaultValue: 'd' }));
  await firstValueFrom(EMPTY).catch((e) => console.log(e.name));
})();
