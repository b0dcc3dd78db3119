import { describe, expect, it } from "vitest";
import type { Agent } from "../../../shared/model/agent.ts";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { USER, crewPath, workerPath } from "../../../shared/model/identity.ts";
import { MEMORY_LIMIT } from "../../../shared/model/memory.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import { createStoreFixture } from "../platform/store/store-fixture.ts";
import { createMemories } from "./index.ts";

const otter = workerPath("demo", "otter");
const ada = crewPath("demo", "ada");
const signal = new AbortController().signal;
const byUser: Caller = { identity: USER, role: "user" };
const byOtter: Caller = { identity: otter, role: "worker" };

async function open() {
  const fixture = createStoreFixture();
  const store = await fixture.open();
  const ledger = await store.openLedger("demo", fixture.makeRepository("demo.git"));
  if (!ledger.ok) throw new Error(ledger.error.message);
  const known = new Map([otter, ada].map((path) => [path, { path, project: "demo" } as Agent]));
  const memories = createMemories({
    store,
    agents: {
      get: (path) => known.get(path),
      resolve: (ref) => {
        const found = [...known.values()].find(({ path }) => path === ref || path.endsWith(`/${ref}`));
        return found === undefined ? fail("agent-not-found", ref) : ok(found);
      },
    },
    itemOf: () => "demo-a1b",
  });
  const note = (caller: Caller, text: string, agent?: string) =>
    memories.handlers["memory.note"]({ entries: [{ kind: "decision", text }], agent }, caller, signal);
  return { fixture, store, memories, note, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}

describe("a memory", () => {
  it("holds what its agent noted, on which item, once", async () => {
    await using house = await open();
    const { memories, note } = house;
    expect(await note(byOtter, "Dates are in UTC.")).toMatchObject({ ok: true });
    expect(await note(byOtter, "Dates are in UTC.")).toMatchObject({ ok: true });
    expect(memories.of(otter)).toMatchObject([
      { kind: "decision", text: "Dates are in UTC.", item: "demo-a1b", by: otter },
    ]);
    expect(await memories.handlers["memory.show"]({ agent: "otter" }, byUser, signal)).toMatchObject({
      ok: true,
      value: { agent: otter, entries: [{ text: "Dates are in UTC." }] },
    });
  });

  it("lets the oldest of a kind go when it is full, and tells", async () => {
    await using house = await open();
    const { memories, note } = house;
    for (let n = 0; n < MEMORY_LIMIT; n += 1) await note(byOtter, `Decision ${n}`);
    expect(await note(byOtter, "One more")).toMatchObject({ ok: true, value: { forgotten: [{ text: "Decision 0" }] } });
    const texts = memories.of(otter).map(({ text }) => text);
    expect([texts.length, texts[0], texts.at(-1)]).toEqual([MEMORY_LIMIT, "Decision 1", "One more"]);
  });

  it("is written by its agent and the user alone", async () => {
    await using house = await open();
    const { memories, note } = house;
    expect(await note(byOtter, "Mine to say?", "ada")).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    expect(await note(byUser, "From above", "ada")).toMatchObject({ ok: true });
    expect(await note(byUser, "Whose?")).toMatchObject({ ok: false, error: { code: "no-memory" } });
    expect(memories.of(ada)).toMatchObject([{ by: USER }]);
  });

  it("forgets what it is told to, and nothing unless it has all of it", async () => {
    await using house = await open();
    const { memories, note } = house;
    await note(byOtter, "The network is down.");
    const [entry] = memories.of(otter);
    const forget = (entries: string[]) => memories.handlers["memory.forget"]({ entries }, byOtter, signal);
    expect(await forget([entry?.id ?? "", "m-none"])).toMatchObject({ ok: false, error: { code: "entry-not-found" } });
    expect(memories.of(otter)).toHaveLength(1);
    expect(await forget([entry?.id ?? ""])).toMatchObject({ ok: true, value: { forgotten: [{ kind: "decision" }] } });
    expect(memories.of(otter)).toEqual([]);
  });
});
