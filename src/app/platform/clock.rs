//! The time.

/// Now, in milliseconds since 1970. The user can set it back.
pub fn now() -> u64 {
    // Whole and, until the year 287396, below 2^53.
    js_sys::Date::now() as u64
}
