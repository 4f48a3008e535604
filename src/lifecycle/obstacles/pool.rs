//! What AWS is known to refuse of scopes, pools and their CIDRs.

use super::{Judged, is_in, locale, refused};
use crate::address::Family;
use crate::lifecycle::accept::Acceptance;
use crate::lifecycle::pages;
use crate::plan::{
    AnyId, AutoImport, Id, Integration, Ipam, Plan, Pool, PoolCidr, PoolParent, PrivateGua, RegionCode, Scope,
    ScopeKind, ScopeOrigin, Tier,
};

impl Acceptance<'_> {
    pub(in crate::lifecycle) fn judge_scope(&self, _id: Id<Scope>, row: &Scope) -> Judged {
        let ipam = self.accepted_ipam()?;
        if row.origin == ScopeOrigin::Default {
            return Ok(());
        }
        if row.kind == ScopeKind::Public {
            return refused(
                pages::SCOPE,
                "AWS has one public scope for each IPAM, and makes no other",
                "Put its pools into the default public scope",
            );
        }
        if ipam.tier == Tier::Free {
            return refused(
                pages::MOD_TIER,
                "The Free Tier has no additional private scopes",
                "Choose the Advanced Tier, or use the default private scope",
            );
        }
        Ok(())
    }

    pub(in crate::lifecycle) fn judge_pool(&self, _id: Id<Pool>, row: &Pool) -> Judged {
        let ipam = self.accepted_ipam()?;
        let scope = match row.parent {
            PoolParent::Scope(scope) => Some(scope),
            PoolParent::Pool(source) => {
                let Some(above) = self.outcome.pools.get(&source) else {
                    return self.missing(source, pages::CREATE_SUB_POOL);
                };
                if above.family != row.family {
                    let (family, source) = (above.family, self.called(source));
                    return refused(
                        pages::CREATE_SUB_POOL,
                        format!("Its source is {source}, which holds {family} only"),
                        "Put it under a source pool of its own family",
                    );
                }
                if above.locale.is_some() && above.locale != row.locale {
                    let (source, locale) = (self.called(source), locale(above.locale));
                    let why = format!("Its locale must be {locale}, which is that of its source, {source}");
                    return refused(
                        pages::CREATE_SUB_POOL,
                        why,
                        "Choose the locale of its source, or put it under a pool without a locale",
                    );
                }
                self.place(source).scope
            }
        };
        let Some((scope, kind)) = scope.and_then(|id| Some((id, self.outcome.scopes.get(&id)?.kind))) else {
            return refused(
                pages::CREATE_TOP_POOL,
                "It needs its scope, which is impossible",
                "Mend the scope first: then this is possible, too",
            );
        };
        if let Some(locale) = row.locale {
            let border_group = kind == ScopeKind::Public && row.family == Family::Ipv4;
            if !operates_in(ipam, locale, border_group) {
                let why = format!("Its locale {locale} is not an operating Region of the IPAM");
                return refused(
                    pages::CREATE_TOP_POOL,
                    why,
                    "Add the Region to the operating Regions of the IPAM, or choose another locale",
                );
            }
            if ipam.tier == Tier::Free && locale != ipam.home_region {
                return refused(
                    pages::CREATE_IPAM,
                    "In the Free Tier the locale of a pool must be the home Region",
                    "Choose the Advanced Tier, or the home Region as the locale",
                );
            }
        }
        if kind == ScopeKind::Private && ipam.tier == Tier::Free {
            let why = format!(
                "The Free Tier has no pools in a private scope, and {} is one",
                self.called(scope)
            );
            return refused(pages::MOD_TIER, why, "Choose the Advanced Tier: private pools need it");
        }
        if row.auto_import == AutoImport::Enabled && row.locale.is_none() {
            return refused(
                pages::CREATE_TOP_POOL,
                "A pool without a locale cannot import automatically",
                "Choose a locale, or turn auto-import off",
            );
        }
        if !row.shared_with.is_empty() && ipam.integration == Integration::SingleAccount {
            let why = "Pools are shared only when IPAM is integrated with AWS Organizations";
            return refused(
                pages::SHARE,
                why,
                "Integrate the IPAM with AWS Organizations, or do not share the pool",
            );
        }
        if let Some(vpc) = row.source_resource
            && !self.outcome.vpcs.contains_key(&vpc)
        {
            return self.missing(vpc, pages::SUBNET_PLANNING);
        }
        judge_rules(row)
    }

    pub(in crate::lifecycle) fn judge_pool_cidr(&self, id: Id<PoolCidr>, row: &PoolCidr) -> Judged {
        let Some(pool) = self.outcome.pools.get(&row.pool) else {
            return self.missing(row.pool, pages::PROVISION);
        };
        if pool.family != row.cidr.family() {
            return refused(
                pages::PROVISION,
                format!("The pool holds {} only", pool.family),
                "Provision it to a pool of its own family",
            );
        }
        let ipam = self.accepted_ipam()?;
        let public = self.place(row.pool).scope == Some(Plan::default_public_scope());
        let global = row.cidr.family() == Family::Ipv6 && row.cidr.first_bits() >> 121 != 0xfc >> 1;
        if !public && global && ipam.private_gua == PrivateGua::Disabled {
            let why = "A private scope takes IPv6 addresses that are not unique local only when private GUA is enabled";
            return refused(
                pages::PRIVATE_GUA,
                why,
                "Allow private IPv6 GUA at the IPAM, or choose unique local addresses",
            );
        }
        if let PoolParent::Pool(source) = pool.parent
            && self.holder(source, row.cidr).is_none()
        {
            let why = format!("It lies in no CIDR of its source, {}", self.called(source));
            return refused(
                pages::PROVISION,
                why,
                "Provision a CIDR around it to the source pool, or choose one that the source has",
            );
        }
        if let (PoolParent::Scope(_), Some(vpc)) = (pool.parent, pool.source_resource) {
            let same = |id: AnyId| match id {
                AnyId::VpcCidr(id) => self
                    .outcome
                    .vpc_cidrs
                    .get(&id)
                    .is_some_and(|other| other.cidr == row.cidr),
                _ => false,
            };
            if !self.holder(vpc, row.cidr).is_some_and(same) {
                let why = format!("It must be one of the CIDRs of {}", self.called(vpc));
                return refused(pages::SUBNET_PLANNING, why, "Choose one of the CIDRs of the VPC");
            }
        }
        match self.space_of_pool_cidr(row) {
            Some(space) => self.judge_room(space, row.cidr, id.into(), pages::PROVISION),
            None => Ok(()),
        }
    }
}

fn judge_rules(row: &Pool) -> Judged {
    let [min, max, default] = [row.rules.min, row.rules.max, row.rules.default];
    let lengths = [min, max, default].into_iter().flatten();
    if let Some(length) = lengths.into_iter().find(|length| !length.fits(row.family)) {
        let family = row.family;
        return refused(
            pages::CREATE_TOP_POOL,
            format!("{length} is no netmask length of {family}"),
            "Choose a length that the family has",
        );
    }
    let (least, most) = (min.map_or(0, |min| min.get()), max.map_or(128, |max| max.get()));
    if least > most {
        return refused(
            pages::CREATE_TOP_POOL,
            "Its minimum netmask length must be less than its maximum",
            "Make the minimum the smaller number: it is the largest block",
        );
    }
    if default.is_some_and(|default| !(least..=most).contains(&default.get())) {
        let why = "Its default netmask length must lie between its minimum and its maximum";
        return refused(pages::CREATE_TOP_POOL, why, "Choose a default between them, or none");
    }
    Ok(())
}

/// Whether a pool may have `locale`: an operating Region or, where AWS allows it, the group of a Local Zone in one.
fn operates_in(ipam: &Ipam, locale: RegionCode, border_group: bool) -> bool {
    let regions = ipam.all_operating_regions();
    regions.contains(&locale) || (border_group && regions.iter().any(|region| is_in(locale, *region)))
}
