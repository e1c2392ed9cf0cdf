// Catch and finally blocks that recurse again at the edge of the stack.
let calls = 0;
function f() { calls++; try { f(); } catch { if (calls < 50000) f(); } }
try { f(); } catch (e) { console.log(e.name); }
let depth = 0;
function g() { try { depth++; g(); } finally { if (depth > 0) depth--; } }
try { g(); } catch (e) { console.log(e.name, e.message); }
function h() { try { h(); } catch (e) { throw new Error('wrapped', { cause: e }); } }
try { h(); } catch (e) { console.log(e instanceof Error); }
try { (function s() { try { s(); } catch (e) { String(e.stack); JSON.stringify({ e }); throw e; } })(); } catch (e) { console.log(e.name); }
console.log('ok');
