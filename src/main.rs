//! The page: mounts the app, nothing else.

fn main() {
    ipam_planner::app::mount();
}
