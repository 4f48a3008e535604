//! The time.

/// Now, in milliseconds since 1970. The user can set it back.
pub fn now() -> u64 {
    // Whole and, until the year 287396, below 2^53.
    js_sys::Date::now() as u64
}

/// The time of day here at a moment that [`now`] gave: `14:05:09`.
pub fn time_of_day(at: u64) -> String {
    // Exact below 2^53.
    let date = js_sys::Date::new(&(at as f64).into());
    let parts = [date.get_hours(), date.get_minutes(), date.get_seconds()];
    parts.map(|part| format!("{part:02}")).join(":")
}
