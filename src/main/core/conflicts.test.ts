import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Submission } from "../../shared/model/submission.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

async function begin(queue: object = {}): Promise<OpenCore> {
  const one = await house.open();
  await addProject(house, one);
  await must(one.client.call("project.edit", { project: PROJECT, queue }));
  return one;
}

const insert = (text: string) => ({ edit: "shared.txt", after: "list = [", insert: [`  ${text},`] });

/** What an agent does that puts itself into the one list. `more` is its script's `fix` and `resolve`. */
function listing(one: OpenCore, name: string, more: object = {}) {
  const steps = [insert(name), { commit: `List ${name}` }, { submit: true }];
  const script = JSON.stringify({ pace: 0, steps, ...more });
  const title = `List ${name}`;
  const description = `\`\`\`drover-script\n${script}\n\`\`\``;
  const acceptance = `${name} is in the list.`;
  return must(one.client.call("item.create", { project: PROJECT, title, description, acceptance }));
}

/** Slings them so that all have submitted on the same base before the first lands. */
async function meet(one: OpenCore, ...items: readonly { readonly id: string }[]): Promise<void> {
  await must(one.client.call("mq.pause", { project: PROJECT }));
  await must(one.client.call("work.sling", { items: items.map(({ id }) => id) }));
  for (const { id } of items) {
    await one.event(
      ({ type, subject, text }) => type === "workItemStatusChanged" && subject === id && /review/.test(text),
    );
  }
  await must(one.client.call("mq.resume", { project: PROJECT }));
}

const allOf = async ({ client }: OpenCore) => (await must(client.call("mq.list", { all: true }))).submissions;
const listed = async () =>
  (await house.ask("show", "main:shared.txt"))
    .split("\n")
    .filter((line) => line.startsWith("  "))
    .map((line) => line.trim())
    .toSorted();

/** The submission that such an event is about. */
async function told(one: OpenCore, type: string, text = /./): Promise<Submission> {
  const { subject } = await one.event((event) => event.type === type && text.test(event.text));
  return shown(one, subject);
}

async function shown({ client }: OpenCore, id: string): Promise<Submission> {
  return (await must(client.call("mq.show", { submission: id }))).submission;
}

const GIVE_UP = { resolve: [{ "give-up": "Both cannot hold." }] };

describe("a submission that conflicts", () => {
  it("is resolved by an agent with both intents, keeps its author, and lands", async () => {
    const one = await begin();
    const items = [await listing(one, "ant"), await listing(one, "bee")];
    await meet(one, ...items);
    for (const { id } of items) await one.landing(id);

    expect(await listed()).toEqual(["ant,", "bee,"]);
    const resolved = (await allOf(one)).find(({ resolutions }) => resolutions > 0);
    expect(resolved).toMatchObject({ state: "landed", resolutions: 1, resolver: { tip: resolved?.tip } });
    const [author, committer] = (await house.ask("log", "-1", "--format=%an%n%cn", "main")).split("\n");
    expect(author).toContain(`(${resolved?.agent})`);
    expect(committer).not.toBe(author);
    expect(await one.item(resolved?.resolver?.item ?? "")).toMatchObject({
      status: "closed",
      labels: ["merge-conflict"],
      metadata: { resolves: resolved?.id },
    });
    const back = one.events.filter(({ type }) => type === "submissionSentBack" || type === "submissionWaiting");
    expect(back).toEqual([]);
  });

  it("lands with all others where three agents changed the same place, two of them in conflict at once", async () => {
    const one = await begin();
    const items = [await listing(one, "ant"), await listing(one, "bee"), await listing(one, "cow")];
    await meet(one, ...items);
    for (const { id } of items) await one.landing(id);
    expect(await listed()).toEqual(["ant,", "bee,", "cow,"]);
    expect((await allOf(one)).map(({ state }) => state)).toEqual(["landed", "landed", "landed"]);
  });

  it("goes to its author when its resolver gives up, and then to the user, who resolves it", async () => {
    const one = await begin({ authorAttempts: 1 });
    // The author submits what came back as it is, but for one more commit: it conflicts again.
    const stubborn = {
      ...GIVE_UP,
      fix: [
        { run: ["git", "reset", "-q", "--hard", "ORIG_HEAD"] },
        { edit: "own.txt", append: ["More."] },
        { commit: "Say more" },
      ],
    };
    const items = [await listing(one, "ant", stubborn), await listing(one, "bee", stubborn)];
    await meet(one, ...items);
    const back = await told(one, "submissionSentBack");
    expect(back.reason).toContain("Both cannot hold.");
    expect(back.conflictFiles).toMatchObject([{ path: "shared.txt", kind: "content" }]);

    const open = await told(one, "submissionWaiting");
    expect(open).toMatchObject({ state: "waiting", waitsFor: "user", item: back.item, conflicts: ["shared.txt"] });
    const conflict = await must(one.client.call("mq.conflict", { submission: open.id, file: "shared.txt" }));
    const [landed] = conflict.ours;
    expect(conflict.theirs).toMatchObject({ item: open.item, agent: open.agent });
    expect(new Set(items.map(({ id }) => id))).toEqual(new Set([landed?.item, open.item]));
    expect(landed?.acceptance).toMatch(/is in the list/);
    expect(conflict.texts?.merged.text).toContain("<<<<<<<");
    expect(conflict.texts?.base.text).not.toMatch(/ant|bee/);

    const [own = ""] = /^ {2}\w+,$/m.exec(conflict.texts?.theirs.text ?? "") ?? [];
    const both = (conflict.texts?.ours.text ?? "").replace("]", `${own}\n]`);
    const { onto } = conflict;
    const file = { path: "shared.txt", take: { text: both } };
    const stale = await one.client.call("mq.resolve", { submission: open.id, onto: open.base, files: [file] });
    expect(stale).toMatchObject({ ok: false, error: { code: "stale" } });
    const unfinished = { path: "shared.txt", take: { text: conflict.texts?.merged.text ?? "" } };
    expect(await one.client.call("mq.resolve", { submission: open.id, onto, files: [unfinished] })).toMatchObject({
      error: { code: "unresolved", message: "Marks of a conflict stand in shared.txt." },
    });
    await must(one.client.call("mq.resolve", { submission: open.id, onto, files: [file] }));
    await one.landing(open.item);
    expect(await listed()).toEqual(["ant,", "bee,"]);
    expect(await house.ask("log", "-1", "--format=%an", "main")).toBe("Olga");
    expect(await house.landed()).toContain("Say more");
  });

  it("counts it as a failure when a resolver hands in what still conflicts, once it was told so", async () => {
    const one = await begin({ authorAttempts: 0 });
    const careless = { resolve: [{ submit: true }] };
    const items = [await listing(one, "ant", careless), await listing(one, "bee", careless)];
    await meet(one, ...items);
    const open = await told(one, "submissionWaiting");
    expect(open).toMatchObject({ waitsFor: "user", resolutions: 1 });
    expect(open.reason).toMatch(/still conflicts, in shared.txt/);
    await one.event(({ type, subject }) => type === "workItemClosed" && subject === open.resolver?.item);
    // Its tip is what its author submitted.
    expect(open.tip).toBe((await must(one.client.call("mq.show", { submission: open.id }))).commits[0]?.id);
  });

  it("makes place for its author when its resolver is stopped", async () => {
    const one = await begin();
    const stop = await house.barrier("stop");
    const more = { resolve: [stop.hold, { rebase: true }, { submit: true }] };
    const items = [await listing(one, "ant", more), await listing(one, "bee", more)];
    await meet(one, ...items);
    await stop.reached();
    const conflicted = await told(one, "submissionConflicted");
    const agent = (await one.agents()).find(({ hook }) => hook?.item === conflicted.resolver?.item)?.path ?? "";
    await must(one.client.call("agent.stop", { agent }));
    expect((await told(one, "submissionSentBack")).reason).toContain("was stopped");
    for (const { id } of items) await one.landing(id);
    expect(await listed()).toEqual(["ant,", "bee,"]);
    await one.event(({ type, subject }) => type === "agentDecommissioned" && subject === agent);
  });

  it("goes on with the next core where its resolver was cut short", async () => {
    const one = await begin();
    const stop = await house.barrier("stop");
    const more = { resolve: [{ rebase: true }, stop.hold, { submit: true }] };
    const items = [await listing(one, "ant", more), await listing(one, "bee", more)];
    await meet(one, ...items);
    await stop.reached();
    await one.close("stop");
    await stop.release();
    const next = await house.open();
    await stop.reached();
    await stop.release();
    for (const { id } of items) if ((await next.item(id)).status !== "closed") await next.landing(id);
    expect(await listed()).toEqual(["ant,", "bee,"]);
    expect((await allOf(next)).map(({ resolutions }) => resolutions).toSorted((a, b) => a - b)).toEqual([0, 1]);
  });

  it("lands by itself when what it collided with is undone, and its resolver is let go", async () => {
    const one = await begin();
    const stop = await house.barrier("stop");
    const more = { resolve: [stop.hold, { rebase: true }, { submit: true }] };
    const items = [await listing(one, "ant", more), await listing(one, "bee", more)];
    await meet(one, ...items);
    await stop.reached();
    const conflicted = await told(one, "submissionConflicted");
    const before = await house.ask("rev-parse", "main~1");
    await house.ask("update-ref", "refs/heads/main", before);
    // Something else lands, and with it the target is seen.
    const { id } = await one.create("Notes", work("notes"));
    await must(one.client.call("work.sling", { items: [id] }));
    await one.landing(conflicted.item);
    expect(await shown(one, conflicted.id)).toMatchObject({ state: "landed", tip: conflicted.tip });
    expect(await one.item(conflicted.resolver?.item ?? "")).toMatchObject({ status: "closed" });
  });
});

describe("a submission that is discarded", () => {
  it("leaves its commits as a salvage that can be brought back, and its item to whoever is asked next", async () => {
    const one = await begin();
    await must(one.client.call("mq.pause", { project: PROJECT }));
    const { id } = await listing(one, "ant");
    await must(one.client.call("work.sling", { items: [id] }));
    const queued = await told(one, "submissionQueued");
    const refused = await one.client.call("work.unsling", { items: [id] });
    expect(refused).toMatchObject({ ok: false, error: { code: "item-submitted" } });

    const gone = await must(one.client.call("mq.discard", { submission: queued.id, reason: "Not now." }));
    expect(gone.submission).toMatchObject({ state: "discarded", reason: "Not now." });
    expect(await one.item(id)).toMatchObject({ status: "open", stage: "ready" });
    const { salvages } = await must(one.client.call("salvage.list", { item: id }));
    expect(salvages.find((each) => each.id === gone.salvage)).toMatchObject({
      reason: "discard",
      note: "Not now.",
      head: queued.tip,
    });
    const kept = await must(one.client.call("salvage.show", { salvage: gone.salvage }));
    expect(kept.commits.map(({ subject }) => subject)).toEqual(["List ant"]);
    const restored = await must(
      one.client.call("salvage.restore", { salvage: gone.salvage, to: "repository", branch: "back" }),
    );
    expect(await house.ask("rev-parse", restored.branch)).toBe(queued.tip);
    await one.event(({ type, subject }) => type === "agentDecommissioned" && subject === queued.agent);

    await must(one.client.call("mq.resume", { project: PROJECT }));
    await must(one.client.call("work.sling", { items: [id] }));
    await one.landing(id);
    expect(await house.ask("log", "-1", "--format=%an", "main")).not.toContain(`(${queued.agent})`);
  });
});

describe("work that came back and was taken off its author", () => {
  it("goes on from its commits with whoever takes it", async () => {
    const one = await begin({ resolverAttempts: 0 });
    const stop = await house.barrier("stop");
    const items = [await listing(one, "ant", { fix: [stop.hold] }), await listing(one, "bee", { fix: [stop.hold] })];
    await meet(one, ...items);
    const back = await told(one, "submissionSentBack");
    await stop.reached();
    const { items: off } = await must(one.client.call("work.unsling", { items: [back.item] }));
    expect(off[0]?.keptBranch).toMatch(/^drover\//);
    await stop.release();
    const { assignments } = await must(one.client.call("work.sling", { items: [back.item] }));
    const heir = assignments[0]?.agent ?? "";
    expect(heir).not.toBe(back.agent);
    await one.event(({ type, subject }) => type === "hookActivated" && subject === heir);
    const { text } = await must(one.client.call("hook.prime", { agent: heir }));
    expect(text).toContain(`${back.agent} submitted it as ${back.id}, it came back`);
    await stop.reached();
    await stop.release();
    await one.landing(back.item);
    expect(await listed()).toEqual(["ant,", "bee,"]);
    // Nobody did it a second time: the commit that landed is the first author's.
    expect(await house.ask("log", "-1", "--format=%an", "main")).toContain(`(${back.agent})`);
  });
});
