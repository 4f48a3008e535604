// The file of a large plan: one top-level pool, four Regions, four environments in each, and as many VPCs as asked for.

const REGIONS = ["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-1"];
const ENVIRONMENTS = ["Production", "Staging", "Development", "Sandbox"];

const dotted = (address) => [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".");

/** The text of a plan with `count` VPCs of /26 each: at most 131,072. */
export function largePlan(count) {
  const pools = {};
  const pool_cidrs = {};
  const vpcs = {};
  const vpc_cidrs = {};
  const addPool = (id, row, cidr) => {
    pools[id] = { address_family: "ipv4", ...row };
    pool_cidrs[`${id}c`] = { pool: id, cidr };
  };
  const base = 10 << 24;
  addPool("top", { name: "Global", scope: "private" }, "10.0.0.0/8");
  const leaves = [];
  REGIONS.forEach((locale, region) => {
    const regional = base + region * 2 ** 22;
    addPool(`r${region}`, { name: locale, source: "top", locale }, `${dotted(regional)}/10`);
    ENVIRONMENTS.forEach((name, environment) => {
      const first = regional + environment * 2 ** 20;
      const id = `r${region}e${environment}`;
      addPool(id, { name: `${name} ${locale}`, source: `r${region}`, locale }, `${dotted(first)}/12`);
      leaves.push({ id, first, locale });
    });
  });
  for (let number = 0; number < count; number += 1) {
    const { id, first, locale } = leaves[number % leaves.length];
    const cidr = `${dotted(first + Math.floor(number / leaves.length) * 64)}/26`;
    vpcs[`v${number}`] = { name: `vpc-${number}`, scope: "private", region: locale };
    vpc_cidrs[`c${number}`] = { vpc: `v${number}`, cidr, pool: id };
  }
  const scopes = { private: { type: "private", default: true }, public: { type: "public", default: true } };
  const ipam = { name: "large", home_region: REGIONS[0], operating_regions: REGIONS, tier: "advanced" };
  const design = { ipam, scopes, pools, pool_cidrs, vpcs, vpc_cidrs };
  return JSON.stringify({ format: "ipam-planner", version: 1, name: `Large ${count}`, design });
}
