//! Watches a heap and its collections, stops endless loops, and survives a heap that is full.
//!
//! `cargo run --example watch_and_stop`

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use glassheap::{Handle, JsError, JsErrorKind, Runtime};

/// What the program prints.
pub fn lines() -> Result<Vec<String>, JsError> {
    let mut runtime = Runtime::builder().heap_limit(32 << 20).build();
    let collections = Rc::new(Cell::new(0));
    let count = Rc::clone(&collections);
    runtime.on_collection(move |_| count.set(count.get() + 1));

    let list: Handle = runtime.eval("Array.from({ length: 100_000 }, (_, i) => ({ i }))", "list.js")?;
    let kept = runtime.memory().heap_used;
    drop(list);
    runtime.collect_garbage();
    let freed = kept - runtime.memory().heap_used;
    let mut lines = vec![format!("a handle kept more than 4 MB: {}", freed > 4_000_000)];

    let stop = runtime.interrupt_handle();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(10));
        stop.interrupt();
    });
    lines.push(runtime.eval::<()>("for (;;);", "endless.js").unwrap_err().to_string());
    thread.join().expect("it only sleeps");

    runtime.set_time_limit(Some(Duration::from_millis(200)));
    lines.push(
        runtime
            .eval::<()>("setInterval(() => {}, 10)", "tick.js")
            .and_then(|()| runtime.run())
            .unwrap_err()
            .to_string(),
    );
    runtime.set_time_limit(None);

    let error = runtime.eval::<()>("const all = []; for (;;) all.push({ all })", "full.js").unwrap_err();
    assert_eq!(error.kind(), JsErrorKind::OutOfMemory);
    lines.push(error.to_string());
    lines.push(format!("it goes on: {}", runtime.eval::<f64>("6 * 7", "on.js")?));
    lines.push(format!("collections were told: {}", collections.get() > 0));
    Ok(lines)
}

fn main() -> Result<(), JsError> {
    for line in lines()? {
        println!("{line}");
    }
    Ok(())
}
