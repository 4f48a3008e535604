// What a person does with a large plan, in the order in which it is measured.

/** Each with its name; `act` is measured, `prepare` comes before each round, `before` and `after` once. */
export function interactions(meter) {
  const { page } = meter;
  const press = (key, options) => () => meter.key(key, options);
  const root = async () => {
    // Wherever it is scrolled to, the row that is the tab stop is there.
    await page.locator('.tree__sheet [role="row"][tabindex="0"]').evaluate((row) => row.focus());
    await page.keyboard.press("Home");
  };
  const grow = (selector) =>
    meter.toPaint((selector) => {
      const field = document.querySelector(selector) ?? document.activeElement;
      field.value += "x";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, selector);
  const move = (selector, points) => async (round) => {
    const [x, y] = points[round % points.length];
    return meter.toPaint(
      ([selector, x, y]) => {
        const target = selector ? document.querySelector(selector) : document.elementFromPoint(x, y);
        target.dispatchEvent(
          new PointerEvent("pointermove", { clientX: x, clientY: y, buttons: 1, pointerId: 1, bubbles: true, cancelable: true }),
        );
      },
      [selector, x, y],
    );
  };
  const wheel = ({ zoom }) => (round) =>
    meter.toPaint(
      ([zoom, round]) => {
        const lanes = document.querySelector(".map__lanes");
        const { left, top, width } = lanes.getBoundingClientRect();
        const at = { clientX: left + width * 0.3, clientY: top + 60, bubbles: true, cancelable: true };
        const deltaY = round % 10 < 7 ? -50 : 50;
        lanes.dispatchEvent(new WheelEvent("wheel", { ...at, ctrlKey: zoom, shiftKey: !zoom, deltaY }));
      },
      [zoom, round],
    );
  const sort = () => meter.toPaint(() => document.querySelector('[data-column="name"]').click());
  const names = (what, settings = {}) => ({
    what,
    before: async () => {
      await root();
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
    },
    prepare: async (round) => {
      await page.keyboard.press("F2");
      await page.locator(".tree__sheet input").waitFor();
      await page.keyboard.insertText(`name ${round}`);
    },
    act: press("Enter"),
    ...settings,
  });
  const points = [];
  const carried = [];
  return [
    { what: "expand all rows", before: root, prepare: () => page.keyboard.press("Shift+C"), act: press("E", { shiftKey: true }), times: 6 },
    // It closes and opens with everything below it.
    { what: "close and expand the root", before: root, act: (round) => meter.key(round % 2 === 0 ? "ArrowLeft" : "ArrowRight") },
    {
      what: "scroll by pages",
      act: (round) =>
        meter.toPaint((round) => {
          const scroller = document.querySelector(".tree__scroller");
          scroller.scrollTop = ((round + 1) * 30 * 977) % (scroller.scrollHeight - scroller.clientHeight);
        }, round),
      after: root,
    },
    { what: "move down", act: press("ArrowDown") },
    names("rename a pool"),
    { what: "undo", act: press("z", { ctrlKey: true }) },
    { what: "redo", act: press("y", { ctrlKey: true }) },
    {
      what: "type a letter of a name",
      before: () => page.keyboard.press("F2"),
      act: () => grow(".tree__sheet input"),
      after: () => page.keyboard.press("Escape"),
    },
    {
      what: "type a letter in the inspector",
      before: () => page.locator(".main__inspector textarea, .main__inspector input").first().focus(),
      act: () => grow(),
      after: () => page.keyboard.press("Escape"),
    },
    {
      what: "type a letter in a dialog",
      before: async () => {
        await page.locator('.tree__sheet [role="row"][aria-level="5"]').first().click();
        await page.keyboard.press("v");
        await page.locator("dialog[open] input").first().waitFor();
      },
      act: () => grow("dialog[open] input"),
      after: async () => {
        await page.keyboard.press("Escape");
        await page.locator("dialog[open]").waitFor({ state: "detached" });
      },
    },
    {
      // Picked up with the mouse; every move over another row says whether it could be dropped there.
      what: "drag a row over others",
      before: async () => {
        await root();
        const name = page.locator('.tree__sheet [role="row"][aria-level="5"] .tree__name').first();
        const { x, y, height } = await name.boundingBox();
        const row = await page.locator('.tree__sheet [role="row"]').first().boundingBox();
        for (let below = 1; below <= 8; below += 1) points.push([x + 10, y + height / 2 + row.height * below]);
        await page.mouse.move(x + 5, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(...points[0], { steps: 3 });
        await page.locator(".tree__drag").waitFor({ state: "attached" });
      },
      act: move(undefined, points),
      after: async () => {
        await page.keyboard.press("Escape");
        await page.mouse.up();
      },
    },
    { what: "zoom the map", act: wheel({ zoom: true }) },
    { what: "move the map", act: wheel({ zoom: false }) },
    {
      // A pool is carried over its siblings and the holes between them.
      what: "drag a block of the map",
      before: async () => {
        await page.locator(".map").getByRole("button", { name: "Show all" }).evaluate((button) => button.click());
        const spots = page.locator(".map__lanes .map__spot--pool");
        const lanes = await page.locator(".map__lanes").boundingBox();
        const boxes = await Promise.all((await spots.all()).map((spot) => spot.boundingBox()));
        const { x, y, width, height } = boxes.filter((box) => box.width < lanes.width * 0.8).at(-1);
        await page.mouse.move(x + width / 2, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + width / 2 + 12, y + height / 2, { steps: 3 });
        await page.locator(".map__lanes[data-carrying]").waitFor();
        for (let step = 0; step < 16; step += 1) carried.push([lanes.x + (lanes.width * (step + 0.5)) / 16, y + height / 2]);
      },
      act: move(".map__lanes", carried),
      after: async () => {
        await page.keyboard.press("Escape");
        await page.mouse.up();
      },
    },
    { what: "select all rows", before: root, act: press("a", { ctrlKey: true }), prepare: root },
    { what: "select to the end", before: root, act: (round) => meter.key(round % 2 === 0 ? "End" : "Home", { shiftKey: true }) },
    { what: "sort by name", before: root, act: sort, times: 6 },
    names("rename a pool, sorted", { before: async () => (await sort(), await names().before()), times: 10 }),
    {
      what: "filter",
      before: async () => {
        while ((await page.locator('[aria-sort="none"]').count()) < (await page.locator("[aria-sort]").count())) await sort();
        await root();
        await page.keyboard.press("/");
        await page.locator(".tree__filter").waitFor();
      },
      times: 6,
      act: (round) =>
        meter.toPaint(async (text) => {
          const field = document.querySelector(".tree__filter");
          field.value = text;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          // The pause in typing that is waited for.
          await new Promise((resolve) => setTimeout(resolve, 120));
        }, ["kind:vpc", "vpc-77", "size:/26 vpc-1", "region:us", "kind:pool", "10.64.0.5"][round]),
    },
    {
      ...names("rename a pool, filtered", { times: 10 }),
      before: async () => {
        await page.locator(".tree__filter").fill("kind:vpc");
        await page.waitForTimeout(1_000);
        await page.keyboard.press("Enter");
        await names().before();
      },
      after: async () => {
        await page.keyboard.press("/");
        await page.locator(".tree__filter").press("Escape");
      },
    },
  ];
}
