//! Figures of weak references under every collector: what dies is given back, and chains of
//! ephemerons cost no more than their length.

mod process;

/// Collectors that free circles; counting frees what a circle does not hold.
const TRACING: [&str; 3] = ["stop-the-world", "incremental", "generational"];

fn run(collector: &str, script: &str) -> Vec<f64> {
    process::eval(&[&format!("--gc={collector}")], script).figures()
}

#[test]
fn a_million_dead_keys_are_given_back() {
    let script = "
        const used = () => { gc(); gc(); gc(); return memoryUsage().heapUsed; };
        const map = new WeakMap();
        const before = used();
        let keys = [];
        for (let i = 0; i < 1e6; i++) { const key = {}; keys.push(key); map.set(key, i); }
        const full = used();
        keys = keys.filter((_, i) => i % 1000 === 0);
        const few = used();
        const sum = keys.reduce((sum, key) => sum + map.get(key), 0);
        keys = undefined;
        console.log(before, full, few, used(), sum);";
    for collector in TRACING.into_iter().chain(["refcount"]) {
        let figures = run(collector, script);
        let [before, full, few, after, sum] = figures[..] else { panic!("{figures:?}") };
        assert!(full - before > 40e6, "{collector}: {figures:?}");
        // Counting lets go of a table when all of it is dead.
        assert!(collector == "refcount" || few - before < 2e6, "{collector}: {figures:?}");
        assert!(after - before < 0.5e6, "{collector}: {figures:?}");
        assert!((sum - 499_500_000.0).abs() < 0.5, "{collector}: {figures:?}");
    }
}

#[test]
fn a_chain_of_ephemerons_costs_its_length() {
    // Each value is the key of the pair before it: a marker that looks at all pairs again and again
    // does so a hundred thousand times, which takes it more than ten seconds. The quickest of five,
    // for the machine has other work.
    let script = "
        const time = (length) => {
            const map = new WeakMap();
            let first = {};
            for (let i = 0; i < length; i++) { const link = {}; map.set(link, first); first = link; }
            let best = Infinity;
            for (let i = 0; i < 5; i++) { const t = performance.now(); gc(); best = Math.min(best, performance.now() - t); }
            let count = 0;
            for (let at = first; (at = map.get(at)); ) count++;
            return [best, count];
        };
        console.log(...time(10_000), ...time(100_000));";
    for collector in TRACING {
        let figures = run(collector, script);
        let [short, short_count, long, long_count] = figures[..] else { panic!("{figures:?}") };
        assert!((short_count - 1e4).abs() < 0.5 && (long_count - 1e5).abs() < 0.5, "{collector}: {figures:?}");
        assert!(long < 2000.0 && short < 2000.0, "{collector}: {figures:?}");
    }
}
