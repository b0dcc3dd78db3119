import { expect, test } from "vitest";
import { draftGates, gatesOf, splitCommand } from "./gate-drafts.ts";

test("takes a line apart at blanks and keeps quoted ones together", () => {
  expect(splitCommand(`npm  run "unit tests" --grep 'a b'`)).toEqual(["npm", "run", "unit tests", "--grep", "a b"]);
  expect(splitCommand("   ")).toEqual([]);
});

test("shows a suggested gate as a line that reads back as the same command", () => {
  const gates = [{ name: "test", command: ["sh", "-c", `echo "hi" && true`], timeoutMs: 60_000 }];
  expect(gatesOf(draftGates(gates))).toEqual(gates);
});

test("keeps which gates run beside the one before, and lets the first run beside none", () => {
  const gates = [
    { name: "build", command: ["make"], timeoutMs: 60_000 },
    { name: "lint", command: ["lint"], timeoutMs: 60_000, alongside: true },
  ];
  expect(gatesOf(draftGates(gates))).toEqual(gates);
  expect(gatesOf(draftGates(gates).slice(1))).toEqual([{ name: "lint", command: ["lint"], timeoutMs: 60_000 }]);
});

test("leaves out empty rows and names a gate by its program", () => {
  expect(
    gatesOf([
      { key: 1, name: "", command: "make check" },
      { key: 2, name: "x", command: " " },
    ]),
  ).toEqual([{ name: "make", command: ["make", "check"] }]);
});
