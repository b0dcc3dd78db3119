import { expect, it } from "vitest";
import type { AgentView, SessionState } from "../../../shared/model/agent.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import { attentionOf, nextTime } from "./decide.ts";
import { AT_PROMPT_MS, type AttentionFacts } from "./facts.ts";
import { type PutOff, attentionKind } from "./put-off.ts";
import { createAttention } from "./index.ts";
import { createStoreFixture } from "../platform/store/store-fixture.ts";

const NOW = 1_000_000;
const ada = workerPath("shop", "ada");
const bob = workerPath("shop", "bob");

/** s-1 holds up s-2 and s-3, which holds up s-4; s-9 holds nothing up. */
const WAITERS: Readonly<Record<string, readonly string[]>> = { "s-1": ["s-2", "s-3"], "s-3": ["s-4", "s-1"] };

function factsWith(more: Partial<AttentionFacts>): AttentionFacts {
  return {
    now: NOW,
    agents: [],
    submissions: [],
    standings: [],
    queueTroubles: [],
    standstills: [],
    gates: [],
    syncFailures: [],
    gaveWay: [],
    mails: [],
    health: [],
    waiters: (item) => WAITERS[item] ?? [],
    isOpen: () => true,
    convoysOf: (item) => (item === "s-4" ? [{ id: "cv-1", title: "Sprint" }] : []),
    titleOf: (item) => `Title of ${item}`,
    projectOf: () => "shop",
    ...more,
  };
}

function agent(
  path: AgentView["path"],
  state: SessionState,
  more: { item?: string; since?: number; parked?: string } = {},
) {
  const { item = "s-9", since = NOW - 5_000, parked } = more;
  const view: AgentView = {
    path,
    role: "worker",
    project: "shop",
    name: path.split("/").at(-1) ?? "",
    runtime: "claude",
    specialities: [],
    createdAt: 1,
    hook: {
      ...{
        agent: path,
        project: "shop",
        state: "active",
        item,
        queue: [],
        worktree: "",
        branch: "",
        attempt: 1,
        round: 1,
      },
      also: [],
      updatedAt: 1,
    },
    session: { id: `ses-${path}`, agent: path, runtime: "claude", round: 1, host: "h", startedAt: 1 },
    status: {
      session: `ses-${path}`,
      agent: path,
      state,
      evidence: "asks to run rm -rf build",
      source: "hook",
      reliability: "authoritative",
      since,
      evidenceAt: since,
      seenAt: since,
      signals: [],
    },
    ...(parked === undefined ? {} : { parked }),
  };
  return view;
}

function submission(id: string, more: Partial<Submission>): Submission {
  return {
    ...{
      id,
      project: "shop",
      item: "s-9",
      agent: ada,
      kind: "work",
      tip: "a".repeat(40),
      base: "b".repeat(40),
      priority: 2,
    },
    ...{ state: "waiting", submittedAt: 5, updatedAt: 10, gates: [], conflicts: [], resolutions: 0 },
    ...more,
  };
}

function letter(id: string, more: Partial<Mail>): Mail {
  return { id, from: ada, to: USER, subject: "Which currency?", body: "", sentAt: 7, ...more };
}

const none = () => undefined;
const ids = (facts: AttentionFacts, putOffOf: (id: string) => PutOff | undefined = none) =>
  attentionOf(facts, putOffOf).entries.map(({ id, kind }) => `${kind} ${id}`);

it("puts first what holds up most, over any number of steps and circles, then what waits longest", () => {
  const facts = factsWith({
    agents: [
      agent(bob, "waiting-for-permission", { item: "s-9", since: 1 }),
      agent(ada, "waiting-for-permission", { item: "s-1" }),
    ],
    mails: [letter("mail-1", { about: { kind: "item", id: "s-1" } })],
  });
  expect(ids(facts)).toEqual([`permission agent:${ada}`, `permission agent:${bob}`, "mail mail:mail-1"]);
  const [first] = attentionOf(facts, none).entries;
  expect(first?.holdsUp).toEqual({
    items: ["s-1", "s-2", "s-3", "s-4"],
    count: 4,
    convoys: [{ id: "cv-1", title: "Sprint" }],
    submissions: 0,
  });
});

it("leaves out an agent that only just came to its prompt, and knows when that time is over", () => {
  const facts = factsWith({ agents: [agent(ada, "waiting-for-input", { since: NOW - AT_PROMPT_MS + 1 })] });
  expect(ids(facts)).toEqual([]);
  expect(nextTime(facts, attentionOf(facts, none))).toBe(NOW + 1);
  expect(ids({ ...facts, now: NOW + 1 })).toEqual([`input agent:${ada}`]);
});

it.each([
  ["at work", agent(ada, "working"), []],
  ["parked", agent(ada, "exited", { parked: "It crashed four times." }), [`parked agent:${ada}`]],
  ["unknown for long", agent(ada, "unknown", { since: 1 }), [`unknown agent:${ada}`]],
  ["at its prompt without work", { ...agent(ada, "waiting-for-input", { since: 1 }), hook: undefined }, []],
] as const)("an agent that is %s", (_what, one, expected) => {
  const { hook, ...rest } = one;
  expect(ids(factsWith({ agents: [hook === undefined ? rest : one] }))).toEqual(expected);
});

it.each([
  ["a conflict", submission("sub-1", { waitsFor: "user", conflicts: ["a.ts"] }), ["conflict submission:sub-1"]],
  ["something else", submission("sub-1", { waitsFor: "user" }), ["decision submission:sub-1"]],
  ["room", submission("sub-1", { waitsFor: "room" }), ["room submission:sub-1"]],
  ["a review", submission("sub-2", { state: "queued" }), ["review submission:sub-2"]],
  ["its turn", submission("sub-3", { state: "queued" }), []],
  ["whoever holds it", submission("sub-1", { waitsFor: "user", held: { by: USER, at: 1 } }), []],
] as const)("a submission that waits for %s", (_what, one, expected) => {
  const standings = [{ submission: "sub-2", obstacle: "review" as const }];
  expect(ids(factsWith({ submissions: [one], standings }))).toEqual(expected);
});

it("counts what stands behind a landing that finds no room", () => {
  const submissions = [
    submission("sub-1", { waitsFor: "room" }),
    submission("sub-2", { state: "queued", item: "s-2" }),
    submission("sub-3", { state: "queued", project: "web" }),
  ];
  const [first] = attentionOf(factsWith({ submissions }), none).entries;
  expect(first?.holdsUp.submissions).toBe(2);
});

it("asks for what a letter asks, and leaves to the inbox what only tells", () => {
  const facts = factsWith({
    mails: [
      letter("mail-1", { question: { choices: ["EUR", "USD"] }, readAt: 8 }),
      letter("mail-2", { about: { kind: "convoy", id: "cv-1" } }),
      letter("mail-3", { about: { kind: "agent", id: ada } }),
    ],
    agents: [agent(ada, "waiting-for-permission")],
  });
  const { entries } = attentionOf(facts, none);
  expect(entries.map(({ id }) => id).toSorted()).toEqual([`agent:${ada}`, "mail:mail-1"]);
  expect(entries.find(({ kind }) => kind === "question")).toMatchObject({ choices: ["EUR", "USD"], item: "s-9" });
});

it("shows again what was put off once it is about something new, or its time is over", () => {
  const facts = factsWith({ submissions: [submission("sub-1", { waitsFor: "user" })] });
  const mark = attentionOf(facts, none).entries[0]?.mark ?? "";
  const at = NOW - 1;
  const id = "submission:sub-1";
  expect(ids(facts, () => ({ id, mark, at }))).toEqual([]);
  expect(ids(facts, () => ({ id, mark: "decision of another tip", at }))).toEqual([`decision ${id}`]);
  expect(ids(facts, () => ({ id, mark, at, until: NOW }))).toEqual([`decision ${id}`]);
  const later = attentionOf(facts, () => ({ id, mark, at, until: NOW + 50 }));
  expect(later.putOff).toMatchObject([{ id, putOff: { at, until: NOW + 50 } }]);
  expect(nextTime(facts, later)).toBe(NOW + 50);
});

it("tells whoever watches when something is put off and when its time comes, and remembers nothing that is over", async () => {
  await using fixture = createStoreFixture();
  const store = await fixture.open();
  const { clock } = fixture;
  let submissions = [submission("sub-1", { waitsFor: "user" })];
  const service = createAttention({
    store,
    clock,
    facts: async () => factsWith({ now: clock.now(), submissions }),
    onChange: () => ({ [Symbol.dispose]() {} }),
  });
  const user = { identity: USER, role: "user" } as const;
  const stop = new AbortController();
  const opened = service.handlers["attention.watch"]({}, user, undefined, stop.signal);
  if (!opened.ok) throw new Error(opened.error.message);
  const told: (readonly string[])[] = [];
  const reading = (async () => {
    for await (const { value } of opened.value) told.push(value.entries.map(({ id }) => id));
  })();
  const nextIds = async (ms: number) => {
    const before = told.length;
    // Whoever watches waits for a change first, then for calm; both come from the clock.
    while (told.length === before) {
      clock.advance(ms);
      await new Promise(setImmediate);
    }
    return told.at(-1);
  };
  expect(await nextIds(0)).toEqual(["submission:sub-1"]);
  const until = clock.now() + 60_000;
  const put = await service.handlers["attention.put-off"]({ id: "submission:sub-1", until }, user, stop.signal);
  expect(put).toMatchObject({ ok: true, value: { putOff: { until } } });
  expect(await service.count()).toBe(0);
  expect(await nextIds(300)).toEqual([]);
  expect(await nextIds(30_000)).toEqual(["submission:sub-1"]);
  submissions = [submission("sub-2", { waitsFor: "user" })];
  await service.handlers["attention.put-off"]({ id: "submission:sub-2" }, user, stop.signal);
  expect([...store.table(attentionKind).values()].map(({ id }) => id)).toEqual(["submission:sub-2"]);
  expect(await service.handlers["attention.put-off"]({ id: "gone:1" }, user, stop.signal)).toMatchObject({
    error: { code: "attention-not-found" },
  });
  stop.abort();
  await reading;
});

it("has gates that a person opens, with what waits at them, and not they themselves, held up", () => {
  const waiters = (item: string) => (item === "s-go" ? ["s-2"] : item === "s-2" ? ["s-4"] : []);
  const { entries } = attentionOf(factsWith({ gates: [{ id: "s-go", since: 7 }], waiters }), () => undefined);
  expect(entries).toMatchObject([
    { id: "gate:s-go", kind: "gate", title: "“Title of s-go” is yours to open", item: "s-go", since: 7 },
  ]);
  expect(entries[0]?.holdsUp).toMatchObject({ items: ["s-2", "s-4"], count: 2, convoys: [{ id: "cv-1" }] });
});

it("says what gave way at a sync, with what can be put back, and holds nothing up by it", () => {
  const gave = {
    project: "shop",
    item: "s-1",
    field: "title",
    kept: "Of bob",
    keptBy: bob,
    lost: "Of \u202Eada",
    lostBy: ada,
    at: 5,
  };
  const { entries } = attentionOf(
    factsWith({ gaveWay: [gave, { ...gave, field: "dueAt", kept: 0, lost: undefined }] }),
    () => undefined,
  );
  expect(entries).toMatchObject([
    {
      id: "gave-way:s-1:title",
      kind: "gave-way",
      why: "It is “Of bob” now (by bob); “Of \u202Eada” (by ada) gave way.",
      putBack: { title: "Of \u202Eada" },
      holdsUp: { count: 0 },
    },
    { title: "The due day of s-1 was changed in two clones", putBack: { dueAt: null } },
  ]);
});
