import { expect, test } from "vitest";
import { linkCandidates } from "./link-candidates.ts";

const names = new Set(["otter"]);

/** Each as `text in the line → where it leads`. */
const found = (text: string) =>
  linkCandidates(text, names).map(({ at, length, target }) => {
    const shown = text.slice(at, at + length);
    if (target.kind === "url") return `${shown} → ${target.url}`;
    const { word, line, column } = target;
    return `${shown} → ${[word, line, column].filter((part) => part !== undefined).join(" ")}`;
  });

test.each<[string, readonly string[]]>([
  ["see https://a.example/x?y=1#z.", ["https://a.example/x?y=1#z → https://a.example/x?y=1#z"]],
  ["(https://a.example/b_(c))", ["https://a.example/b_(c) → https://a.example/b_(c)"]],
  ["src/a.ts:12:5 - error TS2304", ["src/a.ts:12:5 → src/a.ts 12 5"]],
  ["src/a.ts(12,5): error", ["src/a.ts → src/a.ts 12 5"]],
  ['  File "lib/b.py", line 7, in run', ["lib/b.py → lib/b.py 7"]],
  ["at ./c.rs:3, then", ["./c.rs:3 → ./c.rs 3"]],
  ["M  README.md", ["README.md → README.md"]],
  ["go to d.go#L4-L9", ["d.go#L4-L9 → d.go 4"]],
  ["a Makefile", ["Makefile → Makefile"]],
  ["│ shop-ab12 is done, says otter │", ["shop-ab12 → shop-ab12", "otter → otter"]],
  ["commit 0f3c9ab on top of deadbee", ["0f3c9ab → 0f3c9ab"]],
  ["version 1.2.3 took 3.5 s, 100% of it", []],
  ["hello world, and so on...", []],
])("%s", (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test("a line of half a megabyte takes no time", () => {
  const began = performance.now();
  linkCandidates(`${"a/".repeat(250_000)} ${"(".repeat(1_000)}`, names);
  expect(performance.now() - began).toBeLessThan(500);
});
