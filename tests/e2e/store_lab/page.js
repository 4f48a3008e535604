// A plan here is a list of words, one edit adds one. What the store says stands on <html>, as in the real page.

import init, * as wasm from "./store_lab.js";

await init();
const root = document.documentElement;

globalThis.lab = {
  wasm,
  store: undefined,
  plan: undefined,
  words: [],
  events: [],
  /** The longest list that was ever shown as saved, for the tests about killing. */
  async start(supported = 1) {
    this.store = await wasm.open_store(supported);
    return this.store.offer();
  },
  heard(event) {
    this.events.push(event);
    if (event.kind === "state") this.show(event.state);
    if (event.kind === "followed") this.words = JSON.parse(event.plan.text);
    if (event.kind === "writable" && event.opened.plan) this.words = JSON.parse(event.opened.plan.text);
  },
  show(state) {
    root.dataset.saveState = state.state;
    if (state.revision !== undefined) root.dataset.revision = state.revision;
    root.dataset.problem = state.problem ?? "";
    // Read together with the state in one task: what was on screen when it said "saved".
    if (state.state === "saved") root.dataset.saved = this.words.length;
  },
  async open(id) {
    const result = await this.store.open(id, (event) => this.heard(event));
    const opened = result.opened();
    this.plan = result.plan();
    this.words = opened.plan ? JSON.parse(opened.plan.text) : [];
    this.show(this.plan.state());
    return opened;
  },
  async create(name = "Plan", words = []) {
    this.words = words;
    this.plan = await this.store.open_new(name, JSON.stringify(words), (event) => this.heard(event));
    this.show(this.plan.state());
    return this.plan.id();
  },
  edit(word, name = "Plan") {
    const before = this.words;
    this.words = [...before, word];
    try {
      this.plan.edited(name, () => JSON.stringify(this.words));
    } catch (problem) {
      this.words = before;
      throw problem;
    }
  },
};
root.dataset.app = "ready";
