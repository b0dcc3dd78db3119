import { expect, test } from "vitest";
import { DEFAULT_QUEUE_SETTINGS } from "../../../shared/model/queue-settings.ts";
import type { Project } from "../../../shared/model/project.ts";
import { queueProblem } from "./queue-draft.ts";
import { type SettingsDraft, draftSettings, settingsChange } from "./settings-draft.ts";

const project: Project = {
  name: "shop",
  prefix: "shop",
  origin: "/src/shop",
  target: "main",
  landing: "local",
  landOnCheckedOut: false,
  gates: [{ name: "test", command: ["npm", "test"], timeoutMs: 60_000 }],
  runtime: "scripted",
  unattended: false,
  maxWorkers: 8,
  sync: false,
  addedAt: 1,
  queue: DEFAULT_QUEUE_SETTINGS,
  notes: "",
};
const change = (part: Partial<SettingsDraft>) => settingsChange(project, { ...draftSettings(project), ...part });

test("saves nothing while nothing differs", () => {
  expect(change({})).toBeUndefined();
  expect(change({ target: " main " })).toBeUndefined();
});

test("sends only what differs, and asks nothing for a mere limit", () => {
  expect(change({ maxWorkers: "12" })).toEqual({ input: { project: "shop", maxWorkers: 12 }, consequences: [] });
});

test.each([{ maxWorkers: "0" }, { maxWorkers: "" }, { target: " " }])("cannot save %j", (part) => {
  expect(change({ unattended: true, ...part })).toBeUndefined();
});

test("says what it means that agents may work unattended", () => {
  const found = change({ unattended: true });
  expect(found?.input).toEqual({ project: "shop", unattended: true });
  expect(found?.consequences).toEqual([expect.stringContaining("no longer ask")]);
});

test("warns when nothing gates a landing any more, and keeps what a gate may take", () => {
  expect(change({ gates: [] })).toEqual({
    input: { project: "shop", gates: [] },
    consequences: ["Nothing is tested before it lands."],
  });
  const [gate] = draftSettings(project).gates;
  const renamed = change({ gates: gate === undefined ? [] : [{ ...gate, name: "unit" }] });
  expect(renamed?.input.gates).toEqual([{ name: "unit", command: ["npm", "test"], timeoutMs: 60_000 }]);
});

test("sends the queue settings that differ, says what they change about landing, and keeps numbers that cannot stand", () => {
  const { queue } = draftSettings(project);
  expect(change({ queue: { ...queue, batch: "1", parallel: " 1 " } })).toEqual({
    input: { project: "shop", queue: { batch: 1, parallel: 1 } },
    consequences: [],
  });
  const found = change({ queue: { ...queue, review: "required", earlyWarning: false, merge: "by-people" } });
  expect(found?.input.queue).toEqual({ review: "required", earlyWarning: false, merge: "by-people" });
  expect(found?.consequences).toEqual([
    expect.stringContaining("nobody has approved"),
    expect.stringContaining("somebody has merged"),
  ]);
  for (const batch of ["0", "51", "", "two", "1.5"]) expect(change({ queue: { ...queue, batch } })).toBeUndefined();
  expect(queueProblem("batch", "51")).toBe("A number from 1 to 50");
  expect(queueProblem("retries", "0")).toBeUndefined();
});

test("says that a pull request has landed when it is merged", () => {
  expect(change({ landing: "pull-request" })?.consequences).toEqual([expect.stringContaining("gh or glab")]);
});
