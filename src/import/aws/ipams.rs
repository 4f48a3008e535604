//! IPAMs and scopes.

use super::item::Item;
use crate::import::found::{Ipam, Key, Scope};
use crate::import::note::Severity;
use crate::ordered::OrderedSet;
use crate::plan::{MeteredAccount, PrivateGua, RegionCode, ScopeKind, ScopeOrigin, Tier};

/// The words for the kind of a scope.
pub(super) const SCOPE_KINDS: &[(&str, ScopeKind)] = &[("private", ScopeKind::Private), ("public", ScopeKind::Public)];

/// An object of `describe-ipams`.
pub(super) fn ipam(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("IpamId") else { return };
    if is_going(item) {
        return;
    }
    let mut ipam = Ipam::new(item.place(), key);
    (ipam.name, ipam.tags) = item.tags("Tags");
    ipam.description = item.string("Description");
    ipam.home_region = item.region("IpamRegion");
    if item.value.member("OperatingRegions").is_some() {
        let mut regions: OrderedSet<RegionCode> = OrderedSet::new();
        for value in item.list("OperatingRegions") {
            regions.extend(item.inside(value).region("RegionName"));
        }
        ipam.operating_regions = Some(regions);
    }
    ipam.tier = item.word("Tier", &[("free", Tier::Free), ("advanced", Tier::Advanced)]);
    ipam.metered_account = item.word(
        "MeteredAccount",
        &[
            ("ipam-owner", MeteredAccount::IpamOwner),
            ("resource-owner", MeteredAccount::ResourceOwner),
        ],
    );
    ipam.private_gua = item.flag("EnablePrivateGua", PrivateGua::Enabled, PrivateGua::Disabled);
    ipam.owner = item.account("OwnerId");
    ipam.private_scope = item.string("PrivateDefaultScopeId").map(Key::Aws);
    ipam.public_scope = item.string("PublicDefaultScopeId").map(Key::Aws);
    item.out.found.ipams.push(ipam);
}

/// An object of `describe-ipam-scopes`.
pub(super) fn scope(item: &mut Item<'_, '_, '_>) {
    let Some(key) = item.id("IpamScopeId") else { return };
    if is_going(item) {
        return;
    }
    let mut scope = Scope::new(item.place(), key);
    (scope.name, scope.tags) = item.tags("Tags");
    scope.description = item.string("Description");
    scope.ipam = tail_of_arn(item, "IpamArn");
    scope.kind = item.word("IpamScopeType", SCOPE_KINDS);
    scope.origin = item.flag("IsDefault", ScopeOrigin::Default, ScopeOrigin::Additional);
    if item.value.member("ExternalAuthorityConfiguration").is_some() {
        let sentence =
            "the top-level CIDRs of this scope come from an external authority, which the plan has nothing for";
        item.note(Severity::Remark, sentence.to_owned());
    }
    item.out.found.scopes.push(scope);
}

/// What an ARN names: the id behind its last slash.
pub(super) fn tail_of_arn(item: &mut Item<'_, '_, '_>, key: &str) -> Option<Key> {
    let arn = item.text(key)?;
    let (_, id) = arn.rsplit_once('/')?;
    (!id.is_empty()).then(|| Key::Aws(id.to_owned()))
}

/// Whether something is being deleted or could not be created, which is noted.
pub(super) fn is_going(item: &mut Item<'_, '_, '_>) -> bool {
    let state = item.text("State");
    let going = match state.as_deref() {
        Some(state @ ("delete-in-progress" | "delete-complete" | "create-failed")) => state.to_owned(),
        _ => return false,
    };
    item.note(Severity::Remark, format!("its state is {going}, so it is left out"));
    true
}
