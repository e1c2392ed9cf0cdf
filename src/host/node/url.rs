//! What `url` is given: URLs parsed and changed as the URL Standard says it (WHATWG URL), by a
//! library.

use url::{Url, quirks};

use crate::objects::Value;
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

/// The functions.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("parse", 2, parse, "WHATWG URL", "The parts of a URL, or undefined when it is none."),
    NativeRow::cx("change", 3, change, "WHATWG URL", "The parts of a URL with one of them set anew."),
    NativeRow::cx("toASCII", 1, to_ascii, "WHATWG URL", "A domain in ASCII, empty when it is none."),
    NativeRow::cx("toUnicode", 1, to_unicode, "WHATWG URL", "A domain in Unicode."),
];

/// href, origin, protocol, username, password, host, hostname, port, pathname, search, hash.
fn parts(cx: &mut Cx<'_>, url: &Url) -> Rooted {
    let origin = quirks::origin(url);
    let texts = [
        quirks::href(url),
        &origin,
        quirks::protocol(url),
        quirks::username(url),
        quirks::password(url),
        quirks::host(url),
        quirks::hostname(url),
        quirks::port(url),
        quirks::pathname(url),
        quirks::search(url),
        quirks::hash(url),
    ];
    let values: Vec<Rooted> = texts.iter().map(|text| cx.string(text)).collect();
    cx.array_from(&values)
}

fn parse(cx: &mut Cx<'_>) -> JsResult {
    let input = cx.to_text(cx.arg(0))?;
    let base = if cx.arg(1).is_undefined() { None } else { Some(cx.to_text(cx.arg(1))?) };
    let parsed = match base {
        None => Url::parse(&input),
        Some(base) => Url::parse(&base).and_then(|base| base.join(&input)),
    };
    Ok(parsed.map_or(Value::UNDEFINED, |url| *parts(cx, &url)))
}

fn change(cx: &mut Cx<'_>) -> JsResult {
    let (href, part, value) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?, cx.to_text(cx.arg(2))?);
    let Ok(mut url) = Url::parse(&href) else { return Ok(Value::UNDEFINED) };
    // What may not be set stays as it is.
    let _ = match part.as_str() {
        "protocol" => quirks::set_protocol(&mut url, &value),
        "username" => quirks::set_username(&mut url, &value),
        "password" => quirks::set_password(&mut url, &value),
        "host" => quirks::set_host(&mut url, &value),
        "hostname" => quirks::set_hostname(&mut url, &value),
        "port" => quirks::set_port(&mut url, &value),
        "pathname" => {
            quirks::set_pathname(&mut url, &value);
            Ok(())
        }
        "search" => {
            quirks::set_search(&mut url, &value);
            Ok(())
        }
        _ => {
            quirks::set_hash(&mut url, &value);
            Ok(())
        }
    };
    Ok(*parts(cx, &url))
}

fn to_ascii(cx: &mut Cx<'_>) -> JsResult {
    let domain = cx.to_text(cx.arg(0))?;
    Ok(*cx.string(&quirks::domain_to_ascii(&domain)))
}

fn to_unicode(cx: &mut Cx<'_>) -> JsResult {
    let domain = cx.to_text(cx.arg(0))?;
    Ok(*cx.string(&quirks::domain_to_unicode(&domain)))
}
