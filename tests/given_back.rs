//! What is emptied gives its memory back, under every collector.

mod process;

/// Bytes held inside the heap and, with what is outside, in all, after each of the script's calls
/// of `note`.
fn figures(collector: &str, script: &str) -> Vec<f64> {
    let head = "const note = () => { gc(); gc(); const m = process.memoryUsage(); console.log(m.heapUsed, m.heapUsed + m.external); };";
    process::eval(&[&format!("--gc={collector}")], &format!("{head}{script}")).figures()
}

#[test]
fn what_is_emptied_gives_its_memory_back() {
    let fills = [
        ("object", "const o = {}", "o['k' + i] = i", "delete o['k' + i]", ""),
        ("array with names", "const o = []", "o['k' + i] = i", "delete o['k' + i]", ""),
        ("map", "const o = new Map()", "o.set('k' + i, i)", "o.delete('k' + i)", ""),
        ("set", "const o = new Set()", "o.add(i)", "o.delete(i)", ""),
        ("cleared map", "const o = new Map()", "o.set(i, i)", "0", "o.clear()"),
        ("array", "const o = []", "o.push(i)", "0", "o.length = 0"),
        ("popped array", "const o = []", "o.push(i)", "o.pop()", ""),
    ];
    for collector in ["stop-the-world", "incremental", "generational", "refcount"] {
        for (name, make, fill, empty, end) in fills {
            let script = format!(
                "{make}; note(); for (let i = 0; i < 100000; i++) {fill}; note();
                 for (let i = 0; i < 100000; i++) {empty}; {end}; note(); globalThis.kept = o;"
            );
            let figures = figures(collector, &script);
            let [before, all_before, full, _, after, all_after] = figures[..] else { panic!("{figures:?}") };
            assert!(full - before > 0.7e6, "{collector}: {name}: {figures:?}");
            assert!(after - before < 0.3e6, "{collector}: {name}: {figures:?}");
            // What is outside is counted in steps of a megabyte.
            assert!(all_after - all_before < 1.5e6, "{collector}: {name}: {figures:?}");
        }
    }
}
