import { expect, test } from "vitest";
import { parseLabels } from "./parse-labels.ts";

test("takes labels apart at blanks and commas, each once", () => {
  expect(parseLabels(" ui, parser  ui,,api/v2 ")).toEqual(["ui", "parser", "api/v2"]);
});
