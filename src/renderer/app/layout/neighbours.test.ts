import { expect, test } from "vitest";
import type { PaneSide } from "../../lib/panes.ts";
import { neighbourAt } from "./neighbours.ts";

// A board with details at its right, and two terminals below both.
const board = { name: "board", left: 0, top: 0, width: 800, height: 500 };
const detail = { name: "detail", left: 801, top: 0, width: 399, height: 500 };
const ada = { name: "ada", left: 0, top: 501, width: 500, height: 300 };
const bo = { name: "bo", left: 501, top: 501, width: 699, height: 300 };
const all = [board, detail, ada, bo];

test.each<[string, PaneSide, string | undefined]>([
  ["board", "right", "detail"],
  ["board", "below", "ada"],
  ["board", "left", undefined],
  ["board", "above", undefined],
  ["detail", "left", "board"],
  ["detail", "below", "bo"],
  ["bo", "above", "detail"],
  ["ada", "above", "board"],
  ["ada", "right", "bo"],
])("finds what lies beside %s %s", (name, side, found) => {
  const from = all.find((one) => one.name === name) ?? board;
  expect(
    neighbourAt(
      all.filter((one) => one !== from),
      from,
      side,
    )?.name,
  ).toBe(found);
});
