//! Runs scripts and reads their results: values, objects, promises, what they print.
//!
//! `cargo run --example run_a_script`

use std::collections::BTreeMap;

use glassheap::{Handle, JsError, Output, Runtime};

/// What the program prints.
pub fn lines() -> Result<Vec<String>, JsError> {
    let output = Output::new();
    let mut runtime = Runtime::builder().stdout(output.sink()).virtual_time(true).build();

    let greeting: String = runtime.eval("`Hello, ${['wo', 'rld'].join('')}`", "greeting.js")?;

    runtime.set_global("prices", BTreeMap::from([("apple".into(), 0.5), ("pear".into(), 0.75)]))?;
    let total: f64 = runtime.eval("Object.values(prices).reduce((a, b) => a + b)", "total.js")?;

    let point: Handle = runtime.eval("({ x: 3, y: 4, length() { return Math.hypot(this.x, this.y) } })", "point.js")?;
    point.set(&mut runtime, "y", -4)?;
    let length: f64 = point.call_method(&mut runtime, "length", ())?;

    let late: Handle = runtime.eval(
        "(async () => { await new Promise(done => setTimeout(done, 3_600_000)); console.log('an hour'); return 'later' })()",
        "late.js",
    )?;
    let late: String = runtime.block_on(&late)?;

    let printed = output.take();
    Ok(vec![greeting, format!("{total} {length}"), format!("{} {late}", printed.trim_end())])
}

fn main() -> Result<(), JsError> {
    for line in lines()? {
        println!("{line}");
    }
    Ok(())
}
