import { expect, test } from "vitest";
import { costSource, costText, sizeText, tokenText, usdText } from "./amounts.ts";

test.each([
  [840, "840"],
  [12_340, "12.3k"],
  [200_000, "200k"],
  [999_949, "1000k"],
  [999_950, "1M"],
  [1_240_000, "1.2M"],
])("says %d tokens as %s", (count, text) => {
  expect(tokenText(count)).toBe(text);
});

test.each([
  [0, "$0"],
  [12.4, "$12.40"],
  [0.012, "$0.01"],
  [0.0042, "$0.004"],
  [0.000_01, "under $0.0001"],
])("says %d dollars as %s", (usd, text) => {
  expect(usdText(usd)).toBe(text);
});

test("what has no price is said, and never shown as nothing", () => {
  expect(costText({ unpriced: 1_200 })).toBe("price unknown");
  expect(costText({ unpriced: 0 })).toBe("no cost");
  expect(costText({ usd: 0.5, unpriced: 1_200 })).toBe("$0.50 and 1.2k tokens unpriced");
});

test("says where a cost comes from and whether it is paid", () => {
  expect(costSource({ source: "priced", usd: 3, billableUsd: 1, equivalentUsd: 2, unpriced: 0 })).toBe(
    "worked out from the price list, $1.00 of it paid, the rest under a subscription",
  );
  expect(costSource({ source: "runtime-told", usd: 1, unpriced: 0 })).toBe("told by the runtime");
});

test("says sizes of files", () => {
  expect([640, 12_300, 4_000_000].map(sizeText)).toEqual(["640 B", "12.3 kB", "4 MB"]);
});
