import { array, assert, constantFrom, integer, property, record, string, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { type QuickItem, parseQuickCreate } from "./quick-create.ts";
import { readEstimate, readTime } from "./time-words.ts";

/** A Saturday, by the clock on the wall. */
const NOW = new Date(2026, 10, 21, 14, 30).getTime();
const known = { now: NOW };
const endOf = (day: number) => new Date(2026, 10, day, 23, 59).getTime();

test("reads every sign, wherever it stands", () => {
  const line =
    "Fix the p1 login #auth @demo/crew/ada !bug ^demo-k3f >demo-a1b >demo-x.2 due:fri est:1h30min in:demo #web";
  expect(parseQuickCreate(line, known)).toMatchObject({
    problems: [],
    item: {
      title: "Fix the login",
      priority: 1,
      labels: ["auth", "web"],
      assignee: "demo/crew/ada",
      type: "bug",
      parent: "demo-k3f",
      after: ["demo-a1b", "demo-x.2"],
      dueAt: endOf(27),
      estimateMinutes: 90,
      project: "demo",
    },
  });
});

describe("what is plain text", () => {
  test.each([
    ["Fix #42 and !! for node >=20 -> 21", "Fix #42 and !! for node >=20 -> 21"],
    ["Mail me@example.org p5 pp1 a#b", "Mail me@example.org p5 pp1 a#b"],
    [
      String.raw`\p1 \#auth \@ada \!bug \^k3f \>k3f \due:fri \\o/ \ `,
      String.raw`p1 #auth @ada !bug ^k3f >k3f due:fri \o/ \ `.trim(),
    ],
  ])("%s", (line, title) => {
    expect(parseQuickCreate(line, known)).toEqual({ item: { title }, tokens: [], problems: [] });
  });
});

test("says what is wrong with a word, leaves it out, and knows where it stands", () => {
  const line = "Do it #a,b @Ada due:someday est:much in:No";
  const { item, tokens, problems } = parseQuickCreate(line, known);
  expect(item).toEqual({ title: "Do it" });
  expect(problems).toHaveLength(5);
  expect(tokens.map((token) => line.slice(token.start, token.end))).toEqual(line.split(" ").slice(2));
  expect(parseQuickCreate("p1 #only", known).problems).toEqual(["A title is missing."]);
  expect(parseQuickCreate("x".repeat(501), known).problems).toEqual(["A title has at most 500 characters."]);
  const strict = { ...known, types: ["task"], projects: ["demo"] };
  expect(parseQuickCreate("Do it !bug in:shop", strict).problems).toHaveLength(2);
  expect(parseQuickCreate("Do it !task in:demo", strict).problems).toEqual([]);
});

test("never throws, and its words and tokens make up the whole line", () => {
  const bit = constantFrom(
    "#",
    "@",
    "!",
    "^",
    ">",
    "due:",
    "est:",
    "in:",
    "p1",
    "\\",
    " ",
    "\t",
    "\u0000",
    "demo-k3f",
    "ü",
  );
  assert(
    property(
      array(
        constantFrom(bit, string()).chain((one) => one),
        { maxLength: 20 },
      ),
      (bits) => {
        const line = bits.join("");
        const { item, tokens } = parseQuickCreate(line, known);
        const covered = tokens.map((token) => line.slice(token.start, token.end));
        const plain = item.title.split(" ").filter((word) => word !== "");
        expect(covered.length + plain.length).toBe([...line.matchAll(/\S+/g)].length);
        for (const [n, token] of tokens.slice(1).entries()) expect(token.start).toBeGreaterThan(tokens[n]?.end ?? 0);
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});

test("reads back what it was written from", () => {
  const word = constantFrom("fix", "the", "#12", "p1", "!bug", ">now", "\\o/", "due:fri");
  const made = record({
    title: array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" ")),
    priority: integer({ min: 0, max: 4 }),
    labels: tuple(constantFrom("auth", "web"), constantFrom("ops", "db")).map((pair) => [...pair]),
    type: constantFrom("bug", "task"),
    parent: constantFrom("demo-k3f", "demo-k3f.1"),
    after: tuple(constantFrom("demo-a", "demo-b")).map((one) => [...one]),
    estimateMinutes: integer({ min: 0, max: 10_000 }),
    project: constantFrom("demo", "shop"),
  });
  assert(
    property(made, (item) => {
      expect(parseQuickCreate(write(item), known)).toMatchObject({ item, problems: [] });
    }),
    { seed: 5, numRuns: 300 },
  );
});

function write(item: QuickItem): string {
  const plain = item.title.split(" ").map((word) => `\\${word}`);
  return [
    `p${item.priority}`,
    ...plain,
    ...(item.labels ?? []).map((label) => `#${label}`),
    `!${item.type}`,
    `^${item.parent}`,
    ...(item.after ?? []).map((one) => `>${one}`),
    `est:${item.estimateMinutes}min`,
    `in:${item.project}`,
  ].join(" ");
}

describe("words for times", () => {
  test.each([
    ["30min", NOW + 1_800_000],
    ["2d", NOW + 2 * 86_400_000],
    ["today", endOf(21)],
    ["tomorrow", endOf(22)],
    ["sat", endOf(28)],
    ["Friday", endOf(27)],
    ["2026-11-30", endOf(30)],
    ["2026-11-30T08:00", new Date(2026, 10, 30, 8).getTime()],
    ["2026-02-31", undefined],
    ["frid", undefined],
    ["", undefined],
    ["999999999w", undefined],
  ])("%s", (words, time) => {
    expect(readTime(words, NOW, { endOfDay: true })).toBe(time);
  });

  test.each([
    ["90min", 90],
    ["90m", 90],
    ["1h30min", 90],
    ["1.5h", 90],
    ["2d", 960],
    ["h", undefined],
    ["", undefined],
    ["2 parsecs", undefined],
  ])("estimate %s", (words, minutes) => {
    expect(readEstimate(words)).toBe(minutes);
  });
});
