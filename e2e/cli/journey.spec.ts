import { existsSync } from "node:fs";
import { join } from "node:path";
import { startCore } from "../support/core-process.ts";
import { drover, droverInTerminal, droverJson } from "../support/drover.ts";
import { event, progress } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { makeRepository, scripted } from "../support/repository.ts";

const DETACH = "\u001d";

test("work is written down without a core, done with one, watched in a plain terminal, and landed", async ({
  place,
}) => {
  const shop = makeRepository(place, { bare: false });
  expect((await drover(place, ["init", place.workspace])).code).toBe(0);
  await droverJson(place, "project", "add", shop.origin, "--land-on-checked-out", "--no-gates");
  await droverJson(place, "agent", "add", "shop", "ada");
  const description = scripted("src/goodbye.js", "Say goodbye", [{ report: "I wait for a word" }, { stall: "nudged" }]);
  const { id } = (await droverJson(
    place,
    "create",
    "Say goodbye",
    "--project",
    "shop",
    "--description",
    description,
  )) as { id: string };
  await droverJson(place, "sling", id, "--to", "shop/crew/ada");
  const listed = await drover(place, ["list"]);
  expect(listed.out).toContain("Say goodbye");

  await using core = await startCore(place);
  await progress(core.client, (said) => said === "I wait for a word");
  using terminal = droverInTerminal(place, "agent", "attach", "ada");
  await terminal.shows("Scripted agent");
  terminal.type("go on, please\r");
  await terminal.shows("go on, please");
  await event(core.client, ({ type }) => type === "submissionQueued");
  terminal.type(DETACH);
  expect(await terminal.exited).toBe(0);

  await event(core.client, ({ type }) => type === "submissionLanded");
  expect(shop.landed()).toEqual([{ subject: "Say goodbye", author: "Ada (shop/crew/ada)", email: "ada@example.org" }]);
  expect(shop.git("status", "--porcelain")).toBe("");
  expect(await droverJson(place, "show", id)).toMatchObject({ item: { stage: "landed" } });
  const status = await drover(place, ["status"]);
  expect(status).toMatchObject({ code: 0, err: "" });
});

test("one goes from terminal to terminal, with a line that says whose it is, and looks back and copies", async ({
  place,
}) => {
  const shop = makeRepository(place, { bare: true });
  await using core = await startCore(place);
  await droverJson(place, "project", "add", shop.origin, "--no-gates");
  for (const name of ["ada", "ben"]) {
    await droverJson(place, "agent", "add", "shop", name);
    const description = scripted(`src/${name}.js`, `Make ${name}`, [{ report: `${name} waits` }, { stall: "nudged" }]);
    const made = await droverJson(place, "create", `Make ${name}`, "--project", "shop", "--description", description);
    await droverJson(place, "sling", (made as { id: string }).id, "--to", name);
  }
  await progress(core.client, (said) => said === "ada waits");
  await progress(core.client, (said) => said === "ben waits");
  using terminal = droverInTerminal(place, "agent", "attach", "ada");
  await terminal.shows("shop/crew/ada");
  await terminal.shows("Make ada");
  terminal.type("\u001cn");
  await terminal.shows("shop/crew/ben");
  await terminal.shows("Make ben");
  terminal.type("\u001c[");
  await terminal.shows("q leaves");
  terminal.type("/Scripted agent\r");
  await terminal.shows("1 of");
  terminal.type("y");
  await terminal.shows("lines copied");
  terminal.type(DETACH);
  expect(await terminal.exited).toBe(0);
});

test("an agent runs in a terminal of the user's own under an identity, and its work lands", async ({ place }) => {
  const shop = makeRepository(place, { bare: true });
  await using core = await startCore(place);
  await droverJson(place, "project", "add", shop.origin, "--no-gates");
  await droverJson(place, "agent", "add", "shop", "ada");
  {
    using shell = droverInTerminal(place, "adopt", "ada", "--", "/bin/sh");
    await shell.shows("begin with drover prime");
    shell.type("drover prime | head -1\r");
    await shell.shows("You are shop/crew/ada, a crew");
    const running = await droverJson(place, "agent", "show", "ada");
    expect(running).toMatchObject({ session: { host: "adopted" } });
    const peeked = await drover(place, ["agent", "peek", "ada"]);
    expect(peeked.err).toContain("a terminal that is not Drover's");
    shell.type("exit\r");
    expect(await shell.exited).toBe(0);
  }
  await event(core.client, ({ type, subject }) => type === "sessionEnded" && subject.startsWith("ses-"));
  const description = scripted("src/hi.js", "Say hi", []);
  const made = await droverJson(place, "create", "Say hi", "--project", "shop", "--description", description);
  const landed = event(core.client, ({ type }) => type === "submissionLanded");
  await droverJson(place, "sling", (made as { id: string }).id, "--to", "ada");
  await landed;
  expect(shop.landed()).toMatchObject([{ subject: "Say hi", author: "Ada (shop/crew/ada)" }]);
});

test("an agent that outlived its core is attached to without one, and goes on", async ({ place }) => {
  const shop = makeRepository(place, { bare: true });
  {
    await using core = await startCore(place);
    await droverJson(place, "project", "add", shop.origin, "--no-gates");
    await droverJson(place, "agent", "add", "shop", "ada");
    const description = scripted("src/a.js", "Make a", [{ report: "I wait for a word" }, { stall: "nudged" }]);
    await droverJson(place, "create", "Make a", "--project", "shop", "--description", description);
    const listed = (await droverJson(place, "ready")) as { items: readonly { id: string }[] };
    await droverJson(place, "sling", listed.items[0]?.id ?? "", "--to", "shop/crew/ada");
    await progress(core.client, (said) => said === "I wait for a word");
    await core.kill();
  }
  using terminal = droverInTerminal(place, "agent", "attach", "ada");
  await terminal.shows("Scripted agent");
  // Its agent goes on without a core as well: its commands open the workspace themselves.
  terminal.type("go on, please\r");
  await terminal.shows("is in the merge queue");
  terminal.type(DETACH);
  expect(await terminal.exited).toBe(0);
  await using core = await startCore(place);
  await event(core.client, ({ type }) => type === "submissionLanded");
});

test("the demo runs without a window where it is told to, and reports in JSON that everything has landed", async ({
  place,
}) => {
  const elsewhere = join(place.root, "elsewhere");
  const { code, out } = await drover(place, ["demo", "--headless", "--json", "--workspace", elsewhere]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ total: 12, landed: 12 });
  expect(existsSync(join(elsewhere, ".drover"))).toBe(true);
});
