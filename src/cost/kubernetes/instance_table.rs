//! How many network interfaces an instance type may have, and how many IPv4 addresses each: 1,391 types of 196 families.
//!
//! Source: `pkg/vpc/vpc_ip_resource_limit.go` of aws/amazon-vpc-cni-k8s v1.23.1 (Apache-2.0), of 2026-08-20. Of types with
//! several network cards it states what the default card may have, which is the only one that the plugin uses. A test
//! compares every type with that table and writes this file afresh when `UPDATE_FIXTURES` is set.
//!
//! Many families have the same sizes with the same limits: these share a shape, so that the table is small.

/// What one size of a family may have: its place in [`SIZES`], network interfaces, IPv4 addresses of each, and whether it
/// takes delegated prefixes: the types of the Nitro system and bare metal do.
pub(super) type Size = (u8, u8, u8, bool);

/// The sizes, in order of text.
#[rustfmt::skip]
pub(super) static SIZES: &[&str] = &[
    "10xlarge", "112xlarge", "12xlarge", "16xlarge", "18xlarge", "224xlarge", "24xlarge", "2xlarge", "32xlarge",
    "3xlarge", "48xlarge", "4xlarge", "56xlarge", "64xlarge", "6xlarge", "8xlarge", "96xlarge", "9xlarge", "large",
    "medium", "metal", "metal-12xl", "metal-16xl", "metal-24xl", "metal-32xl", "metal-48xl", "metal-96xl", "micro",
    "nano", "small", "xlarge",
];

/// The families in order of text, each with its place in [`SHAPES`].
#[rustfmt::skip]
pub(super) static FAMILIES: &[(&str, u8)] = &[
    ("a1", 0), ("bmn-sf1", 1), ("c1", 2), ("c3", 3), ("c4", 3), ("c5", 4), ("c5a", 5), ("c5ad", 5), ("c5d", 4),
    ("c5n", 6), ("c6a", 7), ("c6g", 8), ("c6gd", 8), ("c6gn", 9), ("c6i", 10), ("c6id", 10), ("c6in", 11),
    ("c7a", 12), ("c7g", 8), ("c7gd", 8), ("c7gn", 8), ("c7i", 13), ("c7i-flex", 14), ("c8a", 15), ("c8g", 16),
    ("c8gb", 17), ("c8gd", 16), ("c8gn", 17), ("c8i", 18), ("c8i-flex", 19), ("c8ib", 20), ("c8id", 18),
    ("c8in", 20), ("c8ine", 21), ("c9g", 22), ("c9gd", 22), ("cr1", 23), ("d2", 24), ("d3", 25), ("d3en", 26),
    ("dl1", 27), ("dl2q", 27), ("f1", 28), ("f2", 29), ("g4ad", 30), ("g4dn", 31), ("g5", 32), ("g5g", 33),
    ("g6", 34), ("g6e", 35), ("g6f", 36), ("g7", 37), ("g7e", 38), ("gr6", 39), ("gr6f", 40), ("h1", 41),
    ("hpc6a", 42), ("hpc6id", 43), ("hpc7a", 44), ("hpc7g", 45), ("hpc8a", 46), ("hs1", 23), ("i2", 24), ("i3", 47),
    ("i3en", 48), ("i4g", 49), ("i4i", 50), ("i7i", 51), ("i7ie", 52), ("i8g", 51), ("i8ge", 53), ("im4gn", 49),
    ("inf1", 54), ("inf2", 55), ("is4gen", 56), ("m1", 57), ("m2", 58), ("m3", 59), ("m4", 60), ("m5", 5),
    ("m5a", 61), ("m5ad", 61), ("m5d", 5), ("m5dn", 5), ("m5n", 5), ("m5zn", 62), ("m6a", 7), ("m6g", 8),
    ("m6gd", 8), ("m6i", 10), ("m6id", 10), ("m6idn", 11), ("m6in", 11), ("m7a", 12), ("m7g", 8), ("m7gd", 8),
    ("m7i", 51), ("m7i-flex", 14), ("m8a", 15), ("m8azn", 63), ("m8g", 16), ("m8gb", 17), ("m8gd", 16), ("m8gn", 17),
    ("m8i", 18), ("m8i-flex", 19), ("m8ib", 20), ("m8id", 18), ("m8idb", 20), ("m8idn", 20), ("m8in", 20),
    ("m8ine", 21), ("m9g", 22), ("m9gd", 22), ("mac-m3ultra", 64), ("mac-m4", 64), ("mac-m4max", 64),
    ("mac-m4pro", 64), ("mac1", 64), ("mac2", 64), ("mac2-m1ultra", 64), ("mac2-m2", 64), ("mac2-m2pro", 64),
    ("p3", 65), ("p3dn", 27), ("p4d", 27), ("p4de", 27), ("p5", 66), ("p5e", 42), ("p5en", 67), ("p6-b200", 67),
    ("p6-b300", 67), ("r3", 3), ("r4", 47), ("r5", 5), ("r5a", 61), ("r5ad", 61), ("r5b", 5), ("r5d", 5),
    ("r5dn", 5), ("r5n", 5), ("r6a", 7), ("r6g", 8), ("r6gd", 8), ("r6i", 10), ("r6id", 10), ("r6idn", 11),
    ("r6in", 11), ("r7a", 12), ("r7g", 8), ("r7gd", 8), ("r7i", 51), ("r7iz", 68), ("r8a", 15), ("r8g", 16),
    ("r8gb", 17), ("r8gd", 16), ("r8gn", 17), ("r8i", 18), ("r8i-flex", 19), ("r8ib", 20), ("r8id", 18),
    ("r8idb", 20), ("r8idn", 20), ("r8in", 20), ("t1", 69), ("t2", 70), ("t3", 71), ("t3a", 72), ("t4g", 71),
    ("trn1", 73), ("trn1n", 74), ("trn2", 75), ("u-12tb1", 76), ("u-18tb1", 1), ("u-24tb1", 1), ("u-3tb1", 77),
    ("u-6tb1", 78), ("u-9tb1", 76), ("u7i-12tb", 79), ("u7i-6tb", 80), ("u7i-8tb", 80), ("u7in-16tb", 81),
    ("u7in-24tb", 81), ("u7in-32tb", 81), ("vt1", 82), ("x1", 83), ("x1e", 84), ("x2gd", 8), ("x2idn", 85),
    ("x2iedn", 86), ("x2iezn", 87), ("x8aedz", 88), ("x8g", 16), ("x8i", 89), ("z1d", 62),
];

/// The sizes of families, in order of size.
#[rustfmt::skip]
pub(super) static SHAPES: &[&[Size]] = &[
    &[(7, 4, 15, true), (11, 8, 30, true), (18, 3, 10, true), (19, 2, 4, true), (20, 8, 30, true), (30, 4, 15, true)],
    &[(20, 15, 50, true)],
    &[(19, 2, 6, false), (30, 4, 15, false)],
    &[(7, 4, 15, false), (11, 8, 30, false), (15, 8, 30, false), (18, 3, 10, false), (30, 4, 15, false)],
    &[
        (2, 8, 30, true), (4, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true),
        (17, 8, 30, true), (18, 3, 10, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true),
        (15, 8, 30, true), (18, 3, 10, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (4, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (17, 8, 30, true), (18, 3, 10, true),
        (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (8, 15, 50, true),
        (10, 15, 50, true), (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (20, 15, 50, true),
        (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (15, 8, 30, true),
        (18, 3, 10, true), (19, 2, 4, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (15, 8, 30, true),
        (18, 3, 10, true), (19, 2, 4, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (8, 15, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (8, 8, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (20, 8, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (8, 15, 50, true),
        (10, 15, 50, true), (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (19, 2, 4, true),
        (25, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (8, 15, 50, true),
        (10, 15, 50, true), (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (23, 15, 50, true),
        (25, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (15, 8, 30, true),
        (18, 3, 10, true), (30, 4, 15, true),
    ],
    &[
        (2, 12, 64, true), (3, 16, 64, true), (6, 16, 64, true), (7, 4, 40, true), (10, 24, 64, true),
        (11, 8, 40, true), (15, 10, 40, true), (18, 3, 20, true), (19, 2, 4, true), (23, 16, 64, true),
        (25, 24, 64, true), (30, 4, 20, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (10, 15, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (19, 2, 4, true), (23, 15, 50, true),
        (25, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 12, 30, true), (3, 16, 50, true), (6, 24, 50, true), (7, 4, 15, true), (10, 12, 50, true),
        (11, 8, 30, true), (15, 10, 30, true), (18, 3, 10, true), (19, 2, 4, true), (23, 24, 50, true),
        (25, 12, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 12, 50, true), (3, 16, 64, true), (6, 16, 64, true), (7, 4, 30, true), (8, 24, 64, true),
        (10, 24, 64, true), (11, 8, 50, true), (15, 10, 50, true), (16, 24, 64, true), (18, 3, 20, true),
        (25, 24, 64, true), (26, 24, 64, true), (30, 4, 30, true),
    ],
    &[
        (2, 12, 50, true), (3, 16, 64, true), (7, 4, 30, true), (11, 8, 50, true), (15, 10, 50, true),
        (18, 3, 20, true), (30, 4, 30, true),
    ],
    &[
        (2, 12, 50, true), (3, 16, 64, true), (6, 16, 64, true), (7, 4, 30, true), (8, 16, 64, true),
        (10, 24, 64, true), (11, 8, 50, true), (15, 8, 50, true), (16, 12, 64, true), (18, 4, 20, true),
        (25, 24, 64, true), (26, 12, 64, true), (30, 4, 30, true),
    ],
    &[
        (2, 12, 50, true), (7, 4, 30, true), (11, 8, 50, true), (15, 8, 50, true), (18, 4, 20, true),
        (30, 4, 30, true),
    ],
    &[
        (2, 12, 50, true), (3, 16, 64, true), (6, 24, 64, true), (7, 4, 30, true), (10, 24, 64, true),
        (11, 8, 50, true), (15, 10, 50, true), (18, 3, 20, true), (19, 2, 20, true), (25, 24, 64, true),
        (30, 4, 30, true),
    ],
    &[(15, 8, 30, false)],
    &[(7, 4, 15, false), (11, 8, 30, false), (15, 8, 30, false), (30, 4, 15, false)],
    &[(7, 4, 5, true), (11, 4, 10, true), (15, 3, 20, true), (30, 4, 3, true)],
    &[(2, 3, 30, true), (7, 4, 5, true), (11, 4, 10, true), (14, 4, 15, true), (15, 4, 20, true), (30, 4, 3, true)],
    &[(6, 15, 50, true)],
    &[(3, 8, 50, false), (7, 4, 15, false), (11, 8, 30, false)],
    &[(2, 8, 30, true), (10, 15, 50, true), (14, 8, 30, true)],
    &[(3, 8, 30, true), (7, 2, 4, true), (11, 3, 10, true), (15, 4, 15, true), (30, 2, 4, true)],
    &[
        (2, 8, 30, true), (3, 4, 15, true), (7, 3, 10, true), (11, 3, 10, true), (15, 4, 15, true),
        (20, 15, 50, true), (30, 3, 10, true),
    ],
    &[
        (2, 15, 50, true), (3, 8, 30, true), (6, 15, 50, true), (7, 4, 15, true), (10, 7, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (30, 4, 15, true),
    ],
    &[
        (3, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (15, 8, 30, true), (20, 15, 50, true),
        (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (10, 15, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (30, 4, 15, true),
    ],
    &[
        (2, 10, 30, true), (3, 15, 50, true), (6, 10, 50, true), (7, 4, 15, true), (10, 10, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (30, 4, 15, true),
    ],
    &[(7, 4, 15, true), (11, 8, 30, true), (18, 2, 10, true), (30, 4, 15, true)],
    &[
        (2, 12, 64, true), (6, 24, 64, true), (7, 4, 64, true), (10, 12, 64, true), (11, 8, 64, true),
        (15, 10, 64, true),
    ],
    &[
        (2, 10, 64, true), (6, 10, 64, true), (7, 4, 64, true), (10, 10, 64, true), (11, 8, 64, true),
        (15, 8, 64, true),
    ],
    &[(11, 8, 30, true), (15, 8, 30, true)],
    &[(11, 8, 30, true)],
    &[(3, 8, 50, false), (7, 4, 15, false), (11, 8, 30, false), (15, 8, 30, false)],
    &[(10, 2, 50, true)],
    &[(8, 1, 50, true)],
    &[(2, 2, 50, true), (6, 2, 50, true), (10, 2, 50, true), (16, 2, 50, true)],
    &[(3, 4, 50, true), (11, 4, 50, true), (15, 4, 50, true)],
    &[(16, 2, 50, true)],
    &[
        (3, 15, 50, false), (7, 4, 15, false), (11, 8, 30, false), (15, 8, 30, false), (18, 3, 10, false),
        (30, 4, 15, false),
    ],
    &[
        (2, 8, 30, true), (6, 15, 50, true), (7, 4, 15, true), (9, 4, 15, true), (14, 8, 30, true),
        (18, 3, 10, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (3, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true),
        (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 30, true), (7, 4, 15, true), (8, 15, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (10, 15, 50, true),
        (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (23, 15, 50, true), (25, 15, 50, true),
        (30, 4, 15, true),
    ],
    &[
        (2, 8, 50, true), (4, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (9, 4, 15, true),
        (10, 15, 50, true), (14, 8, 30, true), (18, 3, 10, true), (23, 15, 50, true), (25, 15, 50, true),
        (30, 4, 15, true),
    ],
    &[
        (2, 12, 30, true), (4, 16, 50, true), (6, 16, 50, true), (7, 4, 15, true), (9, 6, 30, true),
        (10, 24, 50, true), (14, 10, 30, true), (18, 3, 10, true), (23, 16, 50, true), (25, 24, 50, true),
        (30, 4, 15, true),
    ],
    &[(6, 11, 30, true), (7, 4, 10, true), (14, 8, 30, true), (30, 4, 10, true)],
    &[(6, 15, 50, true), (10, 15, 50, true), (15, 8, 30, true), (30, 4, 15, true)],
    &[(7, 4, 15, true), (11, 8, 30, true), (15, 8, 30, true), (18, 3, 10, true), (19, 2, 4, true), (30, 4, 15, true)],
    &[(18, 3, 10, false), (19, 2, 6, false), (29, 2, 4, false), (30, 4, 15, false)],
    &[(7, 4, 30, false), (11, 8, 30, false), (30, 4, 15, false)],
    &[(7, 4, 30, false), (18, 3, 10, false), (19, 2, 6, false), (30, 4, 15, false)],
    &[
        (0, 8, 30, false), (3, 8, 30, false), (7, 4, 15, false), (11, 8, 30, false), (18, 2, 10, false),
        (30, 4, 15, false),
    ],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true),
        (15, 8, 30, true), (18, 3, 10, true), (30, 4, 15, true),
    ],
    &[
        (2, 15, 50, true), (7, 4, 15, true), (9, 8, 30, true), (14, 8, 30, true), (18, 3, 10, true),
        (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 16, 64, true), (6, 16, 64, true), (9, 8, 40, true), (14, 8, 40, true), (18, 4, 20, true),
        (19, 3, 4, true), (21, 16, 64, true), (23, 16, 64, true), (30, 4, 20, true),
    ],
    &[(20, 8, 30, true)],
    &[(3, 8, 30, false), (7, 4, 15, false), (15, 8, 30, false)],
    &[(10, 2, 50, true), (11, 4, 30, true)],
    &[(10, 4, 50, true)],
    &[
        (2, 8, 30, true), (3, 15, 50, true), (7, 4, 15, true), (8, 15, 50, true), (11, 8, 30, true),
        (15, 8, 30, true), (18, 3, 10, true), (22, 15, 50, true), (24, 15, 50, true), (30, 4, 15, true),
    ],
    &[(27, 2, 2, false)],
    &[
        (7, 3, 15, false), (18, 3, 12, false), (19, 3, 6, false), (27, 2, 2, false), (28, 2, 2, false),
        (29, 3, 4, false), (30, 3, 15, false),
    ],
    &[
        (7, 4, 15, true), (18, 3, 12, true), (19, 3, 6, true), (27, 2, 2, true), (28, 2, 2, true), (29, 3, 4, true),
        (30, 4, 15, true),
    ],
    &[
        (7, 4, 15, true), (18, 3, 12, true), (19, 3, 6, true), (27, 2, 2, true), (28, 2, 2, true), (29, 2, 4, true),
        (30, 4, 15, true),
    ],
    &[(7, 4, 15, true), (8, 5, 50, true)],
    &[(8, 5, 50, true)],
    &[(9, 2, 15, true), (10, 2, 50, true)],
    &[(20, 5, 30, true)],
    &[(12, 8, 30, true)],
    &[(1, 15, 50, true), (12, 15, 50, true), (20, 5, 30, true)],
    &[(5, 15, 50, true)],
    &[(1, 15, 50, true)],
    &[(5, 8, 50, true)],
    &[(6, 15, 50, true), (9, 4, 15, true), (14, 8, 30, true)],
    &[(3, 8, 30, false), (8, 8, 30, false)],
    &[
        (3, 8, 30, false), (7, 4, 15, false), (8, 8, 30, false), (11, 4, 15, false), (15, 4, 15, false),
        (30, 3, 10, false),
    ],
    &[(3, 15, 50, true), (6, 15, 50, true), (8, 15, 50, true), (20, 15, 50, true)],
    &[
        (3, 15, 50, true), (6, 15, 50, true), (7, 4, 15, true), (8, 15, 50, true), (11, 8, 30, true),
        (15, 8, 30, true), (20, 15, 50, true), (30, 4, 15, true),
    ],
    &[
        (2, 15, 50, true), (7, 4, 15, true), (11, 8, 30, true), (14, 8, 30, true), (15, 8, 30, true),
        (20, 15, 50, true),
    ],
    &[
        (2, 16, 64, true), (6, 16, 64, true), (9, 8, 40, true), (14, 8, 40, true), (18, 4, 20, true),
        (21, 16, 64, true), (23, 16, 64, true), (30, 4, 20, true),
    ],
    &[
        (2, 12, 50, true), (3, 16, 64, true), (6, 16, 64, true), (7, 4, 30, true), (8, 24, 64, true),
        (10, 24, 64, true), (11, 8, 50, true), (13, 24, 64, true), (15, 10, 50, true), (16, 24, 64, true),
        (18, 3, 20, true), (25, 24, 64, true), (26, 24, 64, true), (30, 4, 30, true),
    ],
];
