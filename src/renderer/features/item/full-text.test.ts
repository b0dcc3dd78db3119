import { expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { fullTextOf } from "./full-text.ts";

const version = (number: number, type: string, changes: { field: string; before?: string; after?: string }[]) => ({
  version: number,
  seq: number,
  at: number,
  actor: USER,
  type,
  text: "",
  changes,
});

test("finds what the last digest was made of, and nothing where there is none", () => {
  const created = version(1, "workItemCreated", [{ field: "description", after: "all of it" }]);
  expect(fullTextOf([created])).toEqual([]);
  expect(
    fullTextOf([
      created,
      version(2, "workItemCompacted", [{ field: "description", before: "all of it", after: "it" }]),
      version(3, "workItemTextRestored", [{ field: "description", before: "it", after: "all of it" }]),
      version(4, "workItemCompacted", [
        { field: "description", before: "all of it again", after: "it" },
        { field: "compacted" },
      ]),
    ]),
  ).toEqual([{ field: "description", text: "all of it again" }]);
});
