//! Gives scripts functions of Rust, and catches errors in both directions.
//!
//! `cargo run --example expose_functions`

use std::cell::RefCell;
use std::rc::Rc;

use glassheap::{Handle, JsError, Rest, Runtime, Scope};

/// What the program prints.
pub fn lines() -> Result<Vec<String>, JsError> {
    let mut runtime = Runtime::new();
    let log: Rc<RefCell<Vec<String>>> = Rc::default();

    let entries = Rc::clone(&log);
    runtime.register("note", move |scope: &mut Scope<'_>, Rest(values): Rest<Handle>| -> Result<usize, JsError> {
        let texts = values.iter().map(|value| value.inspect(scope)).collect::<Result<Vec<_>, _>>()?;
        entries.borrow_mut().push(texts.join(" "));
        Ok(entries.borrow().len())
    })?;
    runtime.register("root", |n: f64| {
        if n < 0.0 { Err(JsError::range_error(format!("{n} has no root"))) } else { Ok(n.sqrt()) }
    })?;
    runtime.register("unlucky", || -> u8 { panic!("this is a bug") })?;

    runtime.eval::<()>("note('roots', [4, 9].map(root))", "a.js")?;
    runtime
        .eval::<()>("try { root(-1) } catch (error) { note(error instanceof RangeError, error.message) }", "b.js")?;
    runtime.eval::<()>("try { root('one') } catch (error) { note(error.message) }", "c.js")?;
    runtime.eval::<()>("try { unlucky() } catch (error) { note(error.message) }", "d.js")?;

    let error = runtime.eval::<()>("function f() {\n  return root(-4)\n}\nf()", "e.js").unwrap_err();
    let position = error.position().map_or(String::new(), ToString::to_string);
    log.borrow_mut().push(format!("{} at {position}", error.message()));
    Ok(log.take())
}

fn main() -> Result<(), JsError> {
    // What panics in a closure is printed by Rust as ever; here it would only be in the way.
    std::panic::set_hook(Box::new(|_| {}));
    for line in lines()? {
        println!("{line}");
    }
    Ok(())
}
