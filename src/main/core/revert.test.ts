import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ItemView } from "../../shared/model/work-item.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

let house: CoreHouse;
let one: OpenCore;

beforeEach(async () => {
  house = await openCoreHouse();
  one = await house.open();
  await addProject(house, one);
});

afterEach(() => house[Symbol.asyncDispose]());

const revert = (item: string, more: { reopen?: boolean; reason?: string; submission?: string } = {}) =>
  one.client.call("mq.revert", { item, ...more });
const files = async () => (await house.ask("ls-tree", "--name-only", "main")).split("\n");
const land = async (name: string, steps = work(name)) => {
  const item = await one.create(name, steps);
  await must(one.client.call("work.sling", { items: [item.id] }));
  await one.landing(item.id);
  return item;
};
const closings = async (item: string, count: number) => {
  const isClosing = ({ type, subject }: (typeof one.events)[number]) => type === "workItemClosed" && subject === item;
  await one.event((event) => isClosing(event) && one.events.filter(isClosing).length >= count);
};
const ofItem = async (item: ItemView["id"]) =>
  (await must(one.client.call("mq.list", { all: true }))).submissions.filter((each) => each.item === item);

describe("a revert", () => {
  it("undoes a landing by a submission of its own, gated and landed, and opens the item again when asked to", async () => {
    const [first, second] = [await land("one"), await land("two")];
    const made = await must(revert(first.id, { reopen: true, reason: "It breaks the checkout." }));
    expect(made.submission).toMatchObject({
      kind: "revert",
      agent: "user",
      item: made.item,
      reverts: made.reverted.id,
    });
    expect(made.reverted.item).toBe(first.id);
    await one.landing(made.item);
    expect(await house.landed()).toEqual([`Revert "one"`, "Do two", "Do one", "Begin"]);
    expect(await files()).toEqual(["shared.txt", "two.txt"]);
    const undoing = await one.item(made.item);
    expect(undoing).toMatchObject({ title: "Revert “one”", stage: "landed", project: PROJECT });
    expect(undoing.description).toContain("It breaks the checkout.");
    expect(undoing.links).toMatchObject([{ kind: "related", to: first.id }]);
    expect((await one.item(second.id)).stage).toBe("landed");
    const [submission] = await ofItem(made.item);
    expect(submission).toMatchObject({ state: "landed", gates: [{ name: "file", exitCode: 0 }] });

    // Its convoy is open with it, so that an agent does it once more.
    await closings(first.id, 2);
    expect(await files()).toEqual(["one.txt", "shared.txt", "two.txt"]);
  });

  it("is itself undone by another, and nothing is undone twice", async () => {
    const item = await land("one");
    const undoing = await must(revert(item.id));
    await one.landing(undoing.item);
    expect(await revert(item.id)).toMatchObject({ ok: false, error: { code: "already-reverted" } });
    const back = await must(revert(undoing.item));
    expect(await revert(undoing.item)).toMatchObject({ ok: false, error: { code: "already-reverted" } });
    await one.landing(back.item);
    expect(await files()).toEqual(["one.txt", "shared.txt"]);
    const again = await must(revert(item.id));
    await one.landing(again.item);
    expect(await files()).toEqual(["shared.txt"]);
    expect((await one.item(item.id)).stage).toBe("landed");
  });

  it("says of what never landed that there is nothing to undo, and what to do with what is under way", async () => {
    const item = await one.create("one", work("one"));
    expect(await revert(item.id)).toMatchObject({ ok: false, error: { code: "never-landed" } });
    await must(one.client.call("mq.pause", { project: PROJECT }));
    await must(one.client.call("work.sling", { items: [item.id] }));
    await one.event(({ type }) => type === "submissionQueued");
    expect(await revert(item.id)).toMatchObject({
      error: { code: "never-landed", remedy: expect.stringContaining("drover mq discard sub-") as unknown },
    });
    expect(await revert("herd-nothing")).toMatchObject({ error: { code: "item-not-found" } });
  });

  it("asks which landing is meant where there are several", async () => {
    const item = await land("one");
    await must(
      one.client.call("item.edit", {
        item: item.id,
        description: `\`\`\`drover-script\n${JSON.stringify({ pace: 0, steps: work("more") })}\n\`\`\``,
      }),
    );
    // Its convoy goes on with it.
    await must(one.client.call("item.reopen", { item: item.id }));
    await closings(item.id, 2);
    const asked = await revert(item.id);
    expect(asked).toMatchObject({ ok: false, error: { code: "several-landings" } });
    const [newest] = (await ofItem(item.id)).toSorted((a, b) => b.submittedAt - a.submittedAt);
    const made = await must(revert(item.id, { submission: newest?.id ?? "" }));
    await one.landing(made.item);
    expect(await files()).toEqual(["one.txt", "shared.txt"]);
    // One is left.
    const last = await must(revert(item.id));
    await one.landing(last.item);
    expect(await files()).toEqual(["shared.txt"]);
  });

  it("that conflicts with what has landed since is resolved like any conflict", async () => {
    const list = (text: string) => [{ edit: "list.txt", write: [text] }, { commit: `Say ${text}` }, { submit: true }];
    const first = await land("one", list("one"));
    await land("two", list("two"));
    await must(one.client.call("mq.pause", { project: PROJECT }));
    const made = await must(revert(first.id));
    expect(made.submission.state).toBe("queued");
    await must(one.client.call("mq.resume", { project: PROJECT }));
    await one.event(({ type, subject }) => type === "submissionConflicted" && subject === made.submission.id);
    const { submission } = await must(one.client.call("mq.show", { submission: made.submission.id }));
    expect(submission.conflicts).toEqual(["list.txt"]);
    expect(await house.landed()).toEqual(["Say two", "Say one", "Begin"]);
  });
});
