import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ExchangeDesk, openExchangeDesk } from "./exchange-fixture.ts";

let desk: ExchangeDesk;
beforeEach(async () => {
  desk = await openExchangeDesk();
});
afterEach(async () => {
  await desk[Symbol.asyncDispose]();
});

const T = "2026-01-02T03:04:05Z";
const at = Date.parse(T);
const lines = (...issues: object[]) => issues.map((one) => `${JSON.stringify(one)}\n`).join("");
const issue = (id: string, more: object = {}) => ({
  id,
  title: `Title of ${id}`,
  status: "open",
  priority: 1,
  issue_type: "task",
  created_at: T,
  created_by: "ada",
  updated_at: T,
  ...more,
});

const dep = (from: string, to: string, type: string, more: object = {}) => ({
  issue_id: from,
  depends_on_id: to,
  type,
  created_at: T,
  created_by: "ada",
  ...more,
});

describe("issues of beads", () => {
  test("come in with all their fields, times and authors, and are the same when they come again", async () => {
    const text = lines(
      issue("demo-a1", { issue_type: "epic" }),
      issue("demo-b22", {
        description: "What",
        design: "How",
        acceptance_criteria: "When",
        notes: "Also",
        labels: ["auth", "p x"],
        assignee: "Ada Lovelace",
        estimated_minutes: 90,
        external_ref: "gh-12",
        due_at: T,
        defer_until: T,
        metadata: { team: "core" },
        spec_id: "spec-9",
        pinned: true,
        comments: [{ id: 7, issue_id: "demo-b22", author: "Bob", text: "Hm.", created_at: T }],
        dependencies: [
          dep("demo-b22", "demo-a1", "parent-child"),
          dep("demo-b22", "demo-c33", "blocks", { created_by: "bob" }),
        ],
      }),
      issue("demo-c33", { status: "closed", closed_at: T, close_reason: "wontfix: too late" }),
    );
    const report = await desk.bring(text);
    expect(report).toMatchObject({ format: "beads", applied: true, created: 3, skipped: 0, comments: 1 });
    const item = desk.item("demo-b22");
    expect(item).toMatchObject({
      description: "What",
      design: "How",
      acceptance: "When",
      notes: "Also",
      labels: ["auth", "p-x"],
      assignee: "ada-lovelace",
      estimateMinutes: 90,
      externalRef: "gh-12",
      dueAt: at,
      deferredUntil: at,
      createdAt: at,
      createdBy: "ada",
      updatedAt: at,
      priority: 1,
      links: [{ kind: "blocks", to: "demo-c33" }],
      metadata: { team: "core", beads: { spec_id: "spec-9", pinned: true, assignee: "Ada Lovelace" } },
    });
    // Two digits are no id of ours.
    expect(item.parent).toBe(desk.titled("Title of demo-a1").id);
    expect(desk.item("demo-c33")).toMatchObject({
      status: "closed",
      outcome: "failed",
      closedAt: at,
      closedReason: "wontfix: too late",
    });
    expect(desk.ledger.comments.of("demo-b22")).toMatchObject([{ author: "bob", text: "Hm.", createdAt: at }]);
    expect(report.notUnderstood.map((one) => one.what)).toEqual(
      expect.arrayContaining(["field spec_id", "field pinned"]),
    );

    const before = desk.store.lastSeq;
    expect(await desk.bring(text)).toMatchObject({ created: 0, updated: 0, unchanged: 3, comments: 0 });
    expect(desk.store.lastSeq).toBe(before);
  });

  test("go out as they came in", async () => {
    const all = [
      issue("demo-e11", { issue_type: "molecule", status: "pinned" }),
      issue("demo-f22", {
        status: "hooked",
        dependencies: [
          dep("demo-f22", "demo-e11", "parent-child"),
          dep("demo-f22", "demo-g33", "conditional-blocks"),
          dep("demo-f22", "demo-g33", "validates"),
          dep("demo-f22", "demo-e44", "waits-for", { metadata: '{"gate":"any-children"}' }),
        ],
      }),
      issue("demo-g33", { issue_type: "gate", await_type: "gh:pr", await_id: "12", timeout: 3_600_000_000_000 }),
      issue("demo-e44", {
        status: "closed",
        closed_at: T,
        close_reason: "Done",
        issue_type: "epic",
        wisp_type: "patrol",
      }),
    ];
    await desk.bring(lines(...all));
    const out = (await desk.write("beads"))
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect(out).toHaveLength(4);
    for (const one of all) expect(out).toContainEqual(one);
  });

  test("get ids of the ledger where theirs have another prefix, and are known by the old ones", async () => {
    const first = lines(
      issue("bd-a3f8"),
      issue("bd-a3f8.1", { dependencies: [dep("bd-a3f8.1", "bd-a3f8", "parent-child")] }),
    );
    await desk.bring(first);
    expect(desk.item("demo-a3f8.1").parent).toBe("demo-a3f8");
    const changed = lines(
      issue("bd-a3f8", { title: "Changed", updated_at: "2026-02-02T00:00:00Z" }),
      issue("bd-z99", { dependencies: [dep("bd-z99", "bd-a3f8.1", "blocks")] }),
    );
    expect(await desk.bring(changed)).toMatchObject({ created: 1, updated: 1, unchanged: 0 });
    expect(desk.item("demo-a3f8").title).toBe("Changed");
    expect(desk.item("demo-z99").links).toEqual([{ kind: "blocks", to: "demo-a3f8.1" }]);
    expect(await desk.write("beads")).toContain('"id":"bd-a3f8.1"');
  });

  test("leave what was changed here as it is, field by field, and tell", async () => {
    await desk.bring(lines(issue("demo-a1b")));
    await desk.change("item.edit", { item: "demo-a1b", title: "Mine" });
    const theirs = lines(issue("demo-a1b", { title: "Theirs", description: "More" }));
    const report = await desk.bring(theirs);
    expect(report).toMatchObject({ updated: 1, problems: [{ kind: "conflict", item: "demo-a1b", line: 1 }] });
    expect(desk.item("demo-a1b")).toMatchObject({ title: "Mine", description: "More" });
    expect((await desk.bring(theirs)).problems).toHaveLength(1);
    expect(await desk.bring(lines(issue("demo-a1b", { description: "More" })))).toMatchObject({
      updated: 0,
      problemsTotal: 0,
    });
  });

  test("that wait for one another in a circle lose the edge that closes it", async () => {
    const report = await desk.bring(
      lines(
        issue("demo-aaa", { dependencies: [dep("demo-aaa", "demo-bbb", "blocks")] }),
        issue("demo-bbb", { dependencies: [dep("demo-bbb", "demo-ccc", "blocks")] }),
        issue("demo-ccc", { dependencies: [dep("demo-ccc", "demo-aaa", "blocks")] }),
      ),
    );
    expect(report.problems).toMatchObject([{ kind: "left-out" }]);
    expect(desk.ledger.readiness.circles()).toEqual([]);
    const links = ["demo-aaa", "demo-bbb", "demo-ccc"].flatMap((id) => desk.item(id).links);
    expect(links).toHaveLength(2);
  });

  test("that are broken, deleted or unknown do not keep the others out", async () => {
    const text = [
      "{not json",
      JSON.stringify(issue("demo-aaa", { status: "tombstone", deleted_at: T })),
      "[1]",
      JSON.stringify({ id: "demo-bbb" }),
      JSON.stringify(
        issue("demo-ccc", {
          status: "frobbed",
          issue_type: "saga",
          dependencies: [dep("demo-ccc", "demo-nix", "blocks")],
        }),
      ),
      JSON.stringify(issue("demo-ccc")),
    ].join("\r\n");
    const report = await desk.bring(text, { format: "beads" });
    expect(report).toMatchObject({ created: 1, skipped: 5 });
    expect(report.problems.map((one) => one.line)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(desk.item("demo-ccc")).toMatchObject({
      status: "blocked",
      customStatus: "frobbed",
      type: "saga",
      links: [],
    });
    expect(desk.ledger.words.own("demo").map((one) => one.name)).toEqual(expect.arrayContaining(["frobbed", "saga"]));
  });

  test("that were deleted here stay so", async () => {
    await desk.bring(lines(issue("demo-aaa")));
    await desk.change("item.delete", { items: ["demo-aaa"] });
    const report = await desk.bring(lines(issue("demo-aaa")));
    expect(report).toMatchObject({ created: 0, skipped: 1 });
    expect(desk.ledger.get("demo-aaa")).toBeUndefined();
  });
});
