import { expect, test } from "vitest";
import { statusChoices } from "./item-choices.ts";

test("offers a ledger's own statuses behind the built-in ones, but none that stands for closed", () => {
  const builtIn = statusChoices(undefined).map(({ value }) => value);
  expect(builtIn).toEqual(["open", "in-progress", "blocked", "deferred", "in-review"]);
  const choices = statusChoices({
    statuses: [
      { name: "open", of: "open" },
      { name: "closed", of: "closed" },
      { name: "wont-do", of: "closed" },
      { name: "in-triage", of: "open" },
    ],
  });
  expect(choices.map(({ value }) => value)).toEqual([...builtIn, "in-triage"]);
  expect(choices.at(-1)).toEqual({ value: "in-triage", label: "In triage", note: "Open", status: "open" });
});
