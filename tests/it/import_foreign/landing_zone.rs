//! landing_zone
