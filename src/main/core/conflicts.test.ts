import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse } from "./testing/core-house.ts";

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
      metadata: { resolves: resolved?.id },
    });
    const back = one.events.filter(({ type }) => type === "submissionSentBack" || type === "submissionWaiting");
    expect(back).toEqual([]);
  });
});
