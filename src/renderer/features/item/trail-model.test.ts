import { expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { changeText, shortValue, trailRows } from "./trail-model.ts";

const entry = (seq: number, type: string) => ({ seq, at: seq * 10, actor: USER, type, text: `did ${type}` });

test("tells of each entry what it changed, the newest first, also where only one side knows it", () => {
  const changes = [{ field: "priority", before: 2, after: 0 }];
  const alsoSaid = [...changes, { field: "closedAt", after: 7 }];
  const rows = trailRows(
    [entry(1, "workItemCreated"), entry(4, "commentAdded"), entry(7, "workItemEdited"), entry(9, "submissionQueued")],
    [
      { ...entry(1, "workItemCreated"), version: 1, changes: [] },
      { ...entry(3, "workItemLinked"), version: 2, changes: [] },
      { ...entry(7, "workItemEdited"), version: 3, changes: alsoSaid },
    ],
  );
  expect(rows.map(({ seq, kind, version }) => [seq, kind, version])).toEqual([
    [9, "work", undefined],
    [7, "fields", 3],
    [4, "comments", undefined],
    [3, "links", 2],
    [1, "fields", 1],
  ]);
  expect(rows[1]?.changes).toEqual(changes);
});

test("says values as people do", () => {
  expect(shortValue([])).toBeUndefined();
  expect(shortValue(["ui", "parser"])).toBe("ui, parser");
  expect(shortValue([{ kind: "blocks", to: "a-1" }])).toBe("waits for a-1");
  expect(changeText({ field: "labels", before: ["ui", "old"], after: ["ui", "new"] })).toMatchObject({
    before: "old",
    after: "new",
  });
  expect(shortValue({ a: 1 })).toBe("a 1");
  expect(changeText({ field: "estimateMinutes", after: 30 })).toEqual({
    name: "estimate",
    before: undefined,
    after: "30 min",
    isLong: false,
  });
  expect(changeText({ field: "priority", before: 2, after: 0 })).toMatchObject({ before: "Normal", after: "Urgent" });
  expect(changeText({ field: "description", before: "one", after: "two\nlines" }).isLong).toBe(true);
  expect(changeText({ field: "dueAt", after: Date.UTC(2026, 0, 2, 12) }).after).toContain("2026");
});
