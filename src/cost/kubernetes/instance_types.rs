//! What instance types may have.

use super::instance_table::{FAMILIES, SHAPES, SIZES, Size};
use crate::plan::InstanceType;

/// What an instance type may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeLimits {
    /// Network interfaces, of the default network card where there are several.
    pub interfaces: u32,
    /// IPv4 addresses of each interface, the primary one among them. Prefixes take the same places.
    pub ipv4_per_interface: u32,
    /// Whether it takes delegated prefixes.
    pub prefixes: PrefixSupport,
}

/// Whether an instance type takes delegated prefixes: those of the Nitro system and bare metal do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrefixSupport {
    /// It does.
    Supported,
    /// It does not, and the plugin falls back to secondary addresses.
    Unsupported,
}

impl NodeLimits {
    /// The limits of a type, if the table has it. O(log families + sizes).
    pub fn of(instance_type: InstanceType) -> Option<Self> {
        let (family, size) = instance_type.as_str().split_once('.')?;
        let found = FAMILIES.binary_search_by(|(other, _)| (*other).cmp(family)).ok()?;
        let (_, shape) = FAMILIES.get(found)?;
        let size = SIZES.binary_search(&size).ok()?;
        let sizes = SHAPES.get(usize::from(*shape))?;
        sizes
            .iter()
            .find(|(other, ..)| usize::from(*other) == size)
            .map(Self::of_size)
    }

    fn of_size(size: &Size) -> Self {
        let (_, interfaces, ipv4_per_interface, prefixes) = *size;
        Self {
            interfaces: interfaces.into(),
            ipv4_per_interface: ipv4_per_interface.into(),
            prefixes: match prefixes {
                true => PrefixSupport::Supported,
                false => PrefixSupport::Unsupported,
            },
        }
    }

    /// The pods that the kubelet of Amazon EKS takes when every pod has a secondary address: `misc/eni-max-pods.txt` of
    /// aws/amazon-vpc-cni-k8s, "First IP on each ENI is not used for pods; +2 for the pods that use host-networking".
    pub fn recommended_pods(&self) -> u32 {
        self.interfaces * self.ipv4_per_interface.saturating_sub(1) + 2
    }
}

/// The name and the limits of every type of the table, by family.
pub fn instance_types() -> impl Iterator<Item = (String, NodeLimits)> {
    FAMILIES.iter().flat_map(|(family, shape)| {
        let sizes = SHAPES.get(usize::from(*shape)).copied().unwrap_or_default();
        sizes.iter().filter_map(move |size| {
            let name = SIZES.get(usize::from(size.0))?;
            Some((format!("{family}.{name}"), NodeLimits::of_size(size)))
        })
    })
}
