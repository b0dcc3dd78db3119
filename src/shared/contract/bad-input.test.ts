import { describe, expect, it } from "vitest";
import { describeBadInput } from "./bad-input.ts";
import { verbByName } from "./contract.ts";

describe("what a caller is told of bad input", () => {
  function told(name: string, input: unknown): string {
    const verb = verbByName.get(name);
    const parsed = verb?.input.safeParse(input);
    if (verb === undefined || parsed === undefined || parsed.success) throw new Error("The input is good.");
    return describeBadInput(verb, parsed.error, input).message;
  }

  it.each([
    ["project.add", {}, "project.add: source is missing."],
    ["project.add", { source: 7 }, "project.add: source must be a string, not a number."],
    ["project.add", { source: "" }, "project.add: source must have at least 1 character."],
    ["project.add", { source: "x".repeat(5000) }, "project.add: source must have at most 4096 characters."],
    ["project.add", { source: ".", maxWorkers: 0 }, "project.add: maxWorkers must be at least 1."],
    ["project.add", { source: ".", maxWorkers: 1.5 }, "project.add: maxWorkers must be a whole number, not a number."],
    ["project.add", { source: ".", landing: "fly" }, "project.add: landing must be one of local, push, pull-request."],
    [
      "project.add",
      { source: ".", gates: [{ name: "test", command: [] }] },
      "project.add: gates[0].command must have at least 1 entry.",
    ],
    ["project.add", { source: ".", colour: "red" }, "project.add: the input has unknown fields: colour."],
    ["project.add", null, "project.add: the input must be an object, not null."],
    [
      "project.add",
      { source: ".", name: "My Project 🐂" },
      "project.add: name is not accepted: A name has 1 to 40 lower-case letters, digits and hyphens, and begins and ends with a letter or digit.",
    ],
    ["terminal.open", { agent: "a", mode: "own" }, "terminal.open: cols is missing (and 2 more)."],
  ])("%s %j", (verb, input, message) => {
    expect(told(verb, input)).toBe(message);
  });
});
