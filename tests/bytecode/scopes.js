// A block's locals are dead behind it; temporal dead zones are checked only where they can be met.
function f() {
  {
    const data = new Array(1000);
    use(data);
  }
  use(1);
  const late = () => early;
  let early = 1;
  const safe = 2;
  return () => safe + early + late;
}
