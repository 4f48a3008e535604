// What has to be reached in WebAssembly, as the page is built: nanoseconds by size. Where several kernels are named, it is
// their sum. Of an edit it is the 95th percentile that counts, of everything else the fastest run.

const nextFree = (kernel) => ({ kernels: [kernel], goals: { 100_000: 210 } });
const oneEdit = (kernel) => ({ kernels: [`one edit: ${kernel}`], figure: "p95", goals: { 10_000: 4e6, 100_000: 10e6 } });

export const GOALS = [
  nextFree("next free /28 of a /8, lowest address"),
  nextFree("next free /28 of a /8, best fit"),
  nextFree("next free /28 of a /8, spread"),
  nextFree("next free /64 of a /32, lowest address"),
  nextFree("next free, LowestAddress, mixed lengths"),
  nextFree("next free, BestFit, mixed lengths"),
  nextFree("next free, Spread, mixed lengths"),
  nextFree("next free, LowestAddress, every second /28 taken"),
  nextFree("next free, BestFit, every second /28 taken"),
  nextFree("next free, Spread, every second /28 taken"),
  { kernels: ["all overlapping pairs, mixed lengths"], goals: { 10_000: 1e6, 100_000: 8e6 } },
  { kernels: ["what a block overlaps"], goals: { 100_000: 5e3 } },
  {
    kernels: ["index of a generated plan", "findings of a generated plan", "estimate of a generated plan"],
    goals: { 10_000: 8e6, 100_000: 50e6 },
  },
  {
    // With random ids, and a workload for each ten allocations.
    kernels: ["index of an opened plan", "findings of an opened plan", "estimate of an opened plan"],
    goals: { 10_000: 8e6, 100_000: 50e6 },
  },
  oneEdit("rename a VPC"),
  oneEdit("move a VPC onto another"),
  oneEdit("rename a pool"),
  oneEdit("the locale of a pool"),
  oneEdit("the CIDR of a pool"),
  oneEdit("a workload"),
  oneEdit("a rate"),
  oneEdit("what counts"),
];
