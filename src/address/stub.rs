#![allow(missing_docs)]
use super::{AddressCount, Cidr, NetmaskLength};
#[derive(Clone, Debug, Default)]
pub struct FreeSpace {
    n: u8,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    #[default]
    LowestAddress,
    BestFit,
    Spread,
}
impl FreeSpace {
    pub fn new(_: impl IntoIterator<Item = Cidr>, _: impl IntoIterator<Item = Cidr>) -> Self {
        Self { n: 0 }
    }
    pub fn take(&mut self, _: Cidr) {}
    pub fn give_back(&mut self, _: Cidr) {}
    pub fn find(&self, _: NetmaskLength, _: Strategy) -> Option<Cidr> {
        None
    }
    pub fn free(&self) -> AddressCount {
        AddressCount::default()
    }
    pub fn size(&self) -> AddressCount {
        AddressCount::default()
    }
    pub fn free_size(&self) -> AddressCount {
        AddressCount::default()
    }
    pub fn provisioned(&self) -> AddressCount {
        AddressCount::default()
    }
    pub fn largest(&self) -> Option<Cidr> {
        None
    }
}
