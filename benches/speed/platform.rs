//! The clock, the output and the command line: of the system natively, of JavaScript in WebAssembly.

#[cfg(not(target_family = "wasm"))]
mod system {
    use std::sync::LazyLock;
    use std::time::Instant;

    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);

    pub(crate) fn milliseconds() -> f64 {
        BEGIN.elapsed().as_secs_f64() * 1e3
    }

    pub(crate) fn print(line: &str) {
        println!("{line}");
    }

    pub(crate) fn arguments() -> Vec<String> {
        std::env::args().skip(1).collect()
    }
}

#[cfg(target_family = "wasm")]
mod system {
    use js_sys::{Array, Function, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};

    pub(crate) fn milliseconds() -> f64 {
        call("performance", "now", None).as_f64().unwrap_or(f64::NAN)
    }

    pub(crate) fn print(line: &str) {
        call("console", "log", Some(line));
    }

    pub(crate) fn arguments() -> Vec<String> {
        let process = Reflect::get(&global(), &"process".into()).unwrap_or_default();
        let arguments = Reflect::get(&process, &"argv".into()).unwrap_or_default();
        Array::from(&arguments)
            .iter()
            .skip(2)
            .filter_map(|argument| argument.as_string())
            .collect()
    }

    /// Calls a method of a global object.
    fn call(object: &str, method: &str, argument: Option<&str>) -> JsValue {
        let get = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).unwrap_or_default();
        let object = get(&global(), object);
        let called = get(&object, method)
            .dyn_into::<Function>()
            .map(|function| match argument {
                Some(argument) => function.call1(&object, &argument.into()),
                None => function.call0(&object),
            });
        called.and_then(|result| result).unwrap_or_default()
    }
}

pub(crate) use system::{arguments, milliseconds, print};
