import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../../shared/contract/handlers.ts";
import { USER, workerPath } from "../../../../shared/model/identity.ts";
import { fail, ok } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { type WorkItem, workItem } from "../../../../shared/model/work-item.ts";
import type { RecordStore } from "../../platform/store/record-store.ts";
import { type StoreFixture, append, createStoreFixture } from "../../platform/store/store-fixture.ts";
import { type Queued, queueSubmission, submissionKind } from "../decide.ts";
import { type Integrations, createIntegrations } from "../index.ts";
import { type MergePlace, openMergePlace } from "../testing/merge-place.ts";

const user: Caller = { identity: USER, role: "user" };
const signal = new AbortController().signal;
const otter = workerPath("demo", "otter");
const EPIC = "demo-e01";
const BRANCH = `integration/${EPIC}`;

let place: MergePlace;
let ledger: StoreFixture;
let store: RecordStore;
let items: Map<string, WorkItem>;
let integrations: Integrations;
let outcomes: string[];
let reported: unknown[];

beforeEach(async () => {
  place = await openMergePlace();
  ledger = createStoreFixture();
  store = await ledger.open();
  outcomes = [];
  reported = [];
  items = new Map([
    item(EPIC, { type: "epic" }),
    item("demo-101", { parent: EPIC }),
    item("demo-102", { parent: "demo-101" }),
  ]);
  integrations = open();
});

afterEach(async () => {
  await integrations[Symbol.asyncDispose]();
  await ledger[Symbol.asyncDispose]();
  await place[Symbol.asyncDispose]();
  expect(reported).toEqual([]);
});

function item(id: string, more: Partial<WorkItem>): [string, WorkItem] {
  const made = { createdBy: USER, createdAt: 0, updatedBy: USER, updatedAt: 0, version: 1 };
  return [id, workItem.parse({ id, title: `Do ${id}`, ...made, ...more })];
}

function close(id: string): void {
  const found = items.get(id);
  if (found !== undefined) items.set(id, { ...found, status: "closed" });
}

const submissions = () => [...store.table(submissionKind).values()];

function open(): Integrations {
  const table = store.table(submissionKind);
  const ofItem = (id: string) => [...table.values()].filter((one) => one.item === id);
  const submit = async (what: readonly Queued[]) => {
    const ids = what.map((_, index) => `sub-${table.size + index}`);
    await append(store, ...what.flatMap((one, index) => queueSubmission(ids[index] ?? "", one, ofItem(one.item))));
    return ok({ submissions: ids });
  };
  const isClosed = (id: string) => items.get(id)?.status === "closed";
  return createIntegrations({
    store,
    clock: ledger.clock,
    git: place.repos.git,
    repository: place.repository,
    report: (error) => reported.push(error),
    place: () => place,
    targetOf: () => "main",
    hasProject: (name) => name === "demo",
    items: {
      get: (id) => items.get(id),
      resolve(ref) {
        const found = items.get(ref);
        return found === undefined ? fail("item-not-found", ref) : ok(found);
      },
      projectOf: () => "demo",
      children: (id) => [...items.values()].filter((one) => one.parent === id).map((one) => one.id),
      planClose(id, { landedCommit }) {
        outcomes.push(`${id} closes${landedCommit === undefined ? "" : " landed"}`);
        return [];
      },
      planOutcome(id, { landedCommit }) {
        if (isClosed(id)) outcomes.push(`${id} ${landedCommit === undefined ? "never lands" : "has landed"}`);
        return [];
      },
    },
    queue: () => ({
      ofItem,
      values: () => table.values(),
      submit: async (what, together) => {
        const also = together();
        if (!also.ok) return also;
        await append(store, ...also.value);
        return submit(what);
      },
    }),
  });
}

async function create(auto = false) {
  return integrations.handlers["integration.create"]({ epic: EPIC, auto }, user, signal);
}

async function show() {
  const shown = await integrations.handlers["integration.show"]({ epic: EPIC }, user, signal);
  if (!shown.ok) throw new Error(shown.error.message);
  return shown.value;
}

/** What the queue would do with the newest submission of an item: it lands, with what follows from that. */
async function lands(of: string, commit: string, branch?: string): Promise<void> {
  const queued = submissions().findLast((one) => one.item === of);
  const one: Submission | undefined = queued ?? {
    ...{
      id: `sub-${of}`,
      project: "demo",
      item: of,
      agent: otter,
      kind: "work",
      tip: commit,
      base: commit,
      priority: 2,
    },
    ...{ state: "landed", submittedAt: 0, updatedAt: 0, gates: [], conflicts: [], resolutions: 0 },
    ...(branch === undefined ? {} : { branch }),
  };
  const { ledger: name, subject } = { ledger: "workspace", subject: one.id };
  const event = { ledger: name, kind: "submission", subject, type: "submissionLanded", actor: USER, data: { commit } };
  const follows =
    one.kind === "integration" ? integrations.planLanded(one, commit) : integrations.planGathered(one, commit);
  await append(store, ...(queued === undefined ? [] : [event]), ...follows);
}

async function onBranch(files: Readonly<Record<string, string>>, name: string): Promise<string> {
  const change = await place.change(name, files, `refs/remotes/origin/${BRANCH}`);
  await place.ask(place.clone, "push", "-q", place.origin, `${change.tip}:refs/heads/${BRANCH}`);
  await place.repository.fetchTarget("demo", BRANCH);
  return change.tip;
}

describe("an integration branch", () => {
  it("takes what is below its epic at any depth, and only in its project", async () => {
    expect(integrations.branchFor("demo-102", "demo")).toBeUndefined();
    await create();
    expect(integrations.branchFor("demo-102", "demo")).toBe(BRANCH);
    expect(integrations.branchFor(EPIC, "demo")).toBe(BRANCH);
    expect(integrations.branchFor("demo-102", "web")).toBeUndefined();
    expect(await place.ask(place.origin, "rev-parse", BRANCH)).toBe(await place.target());
  });

  it("is brought up to its target once it has been behind for half an hour, and not before", async () => {
    await create();
    integrations.start();
    await integrations.idle();
    const target = await place.push({ "b.txt": "b\n" });
    await append(store, ...(await landedElsewhere()));
    await integrations.idle();
    expect(submissions().filter(({ kind }) => kind === "integration")).toEqual([]);
    ledger.clock.advance(30 * 60_000);
    await integrations.idle();
    expect(submissions().at(-1)).toMatchObject({ kind: "integration", item: EPIC, branch: BRANCH, tip: target });
    // Not twice while that is under way.
    ledger.clock.advance(60 * 60_000);
    await integrations.idle();
    expect(submissions().filter(({ kind }) => kind === "integration")).toHaveLength(1);
    await lands(EPIC, target);
    expect((await show()).integration.broughtUpAt).toBe(ledger.clock.now());
  });

  it("leaves what arrives while it lands for another time", async () => {
    await create();
    const early = await onBranch({ "one.txt": "1\n" }, "one");
    await lands("demo-101", early, BRANCH);
    close("demo-101");
    const landing = await integrations.handlers["integration.land"]({ epic: EPIC, anyway: true }, user, signal);
    expect(landing).toMatchObject({ ok: true, value: { submission: submissions().at(-1)?.id } });
    const late = await onBranch({ "two.txt": "2\n" }, "two");
    await lands("demo-102", late, BRANCH);
    close("demo-102");
    await lands(EPIC, early);
    expect(outcomes).toEqual(["demo-101 has landed"]);
    expect((await show()).integration).toMatchObject({ state: "open", gathered: [{ item: "demo-102" }] });
    expect(integrations.isOnItsWay("demo-101")).toBe(false);
    expect(integrations.isOnItsWay("demo-102")).toBe(true);
  });

  it("lands by itself when all below its epic is closed, and waits for somebody once that came back", async () => {
    await create(true);
    integrations.start();
    const tip = await onBranch({ "one.txt": "1\n" }, "one");
    await lands("demo-101", tip, BRANCH);
    close("demo-101");
    close("demo-102");
    await append(store, ...(await landedElsewhere()));
    await integrations.idle();
    const landing = submissions().at(-1);
    expect(landing).toMatchObject({ kind: "integration", tip, item: EPIC });
    expect(landing?.branch).toBeUndefined();
    if (landing === undefined) throw new Error("Nothing was submitted");
    const back = { kind: "gate-failed", reason: "test is red", conflicts: [], onto: tip };
    const event = {
      ledger: "workspace",
      kind: "submission",
      subject: landing.id,
      type: "submissionSentBack",
      actor: USER,
      data: back,
    };
    await append(store, event, ...integrations.planBack(landing, "test is red"));
    await append(store, ...(await landedElsewhere()));
    await integrations.idle();
    expect(submissions()).toHaveLength(3);
    expect((await show()).integration).toMatchObject({ trouble: "It could not land: test is red" });
  });

  it("says that its branch is gone from the origin, and can still be ended", async () => {
    await create(true);
    const tip = await onBranch({ "one.txt": "1\n" }, "one");
    await lands("demo-101", tip, BRANCH);
    close("demo-101");
    close("demo-102");
    await place.ask(place.origin, "branch", "-D", BRANCH);
    integrations.start();
    await integrations.idle();
    expect((await show()).integration.trouble).toContain(BRANCH);
    const dropped = await integrations.handlers["integration.drop"]({ epic: EPIC, discard: true }, user, signal);
    expect(dropped).toMatchObject({ ok: true, value: { state: "dropped" } });
    expect(outcomes).toEqual(["demo-101 never lands"]);
  });

  it("counts what it holds as landed when its commits got to the target in some other way", async () => {
    await create();
    const tip = await onBranch({ "one.txt": "1\n" }, "one");
    await lands("demo-101", tip, BRANCH);
    close("demo-101");
    await place.ask(place.clone, "push", "-q", place.origin, `${tip}:refs/heads/main`);
    const land = await integrations.handlers["integration.land"]({ epic: EPIC, anyway: true }, user, signal);
    expect(land).toMatchObject({ error: { code: "nothing-to-land" } });
    const dropped = await integrations.handlers["integration.drop"]({ epic: EPIC }, user, signal);
    expect(dropped).toMatchObject({ ok: true, value: { state: "dropped", dropped: tip } });
    expect(outcomes).toEqual(["demo-101 has landed"]);
    expect(await place.ask(place.vault, "rev-parse", `refs/drover/integrations/${EPIC}`)).toBe(tip);
  });
});

/** Something of no concern lands in the project: the moment at which branches are looked after. */
let others = 0;
async function landedElsewhere() {
  await place.repository.fetchTarget("demo");
  others += 1;
  const commit = await place.target();
  const part: Queued = {
    project: "demo",
    item: `demo-x${others}`,
    agent: otter,
    tip: commit,
    base: commit,
    priority: 2,
  };
  const subject = `sub-x${others}`;
  const event = {
    ledger: "workspace",
    kind: "submission",
    subject,
    type: "submissionLanded",
    actor: USER,
    data: { commit },
  };
  return [...queueSubmission(subject, part, []), event];
}
