import { expect, it } from "vitest";
import { isQuietAt, urgencyFor } from "./quiet-hours.ts";

const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

it.each([
  ["22:30", "07:00", "23:00", true],
  ["22:30", "07:00", "06:59", true],
  ["22:30", "07:00", "07:00", false],
  ["22:30", "07:00", "22:29", false],
  ["12:00", "13:30", "12:00", true],
  ["12:00", "13:30", "13:30", false],
  ["08:00", "08:00", "08:00", false],
])("from %s to %s it is quiet at %s: %s", (from, to, time, quiet) => {
  expect(isQuietAt(at(time), { from, to })).toBe(quiet);
});

it("is never quiet where no hours were set", () => {
  expect(isQuietAt(0, undefined)).toBe(false);
});

it("tells of a kind as the user says, else as it says itself", () => {
  const landed = { kind: "convoy-landed", urgency: "normal" } as const;
  expect(urgencyFor(landed, { kinds: {} })).toBe("normal");
  expect(urgencyFor(landed, { kinds: { "convoy-landed": "off" } })).toBe("off");
  expect(urgencyFor(landed, { kinds: { "convoy-landed": "urgent", core: "off" } })).toBe("urgent");
});
