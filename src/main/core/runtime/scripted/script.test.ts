import { expect, it } from "vitest";
import { applyEdit, isApplied } from "./apply-edit.ts";
import { createKeyboard, type Key } from "./keyboard.ts";
import { lineDiff } from "./line-diff.ts";
import { keepBothSides } from "./rework.ts";
import { type Edit, findScript, parseScript } from "./script.ts";

it("finds the script in a description, and none where there is none", () => {
  expect(findScript("Just do it.\n```js\n1\n```\n")).toEqual({ ok: true, value: undefined });
  const found = findScript('Do it.\n\n```drover-script\n{"steps":[{"say":"hi","when":{"attempt":1}}]}\n```\nThanks.');
  expect(found).toEqual({
    ok: true,
    value: { pace: 1, steps: [{ action: { kind: "say", text: "hi" }, when: { attempt: 1 } }], fix: [] },
  });
});

it.each([
  [{ steps: [{ shout: "x" }] }, "steps[0]: there is no action in it"],
  [{ steps: [{ say: "x", think: 1 }] }, "two actions, say and think"],
  [{ steps: [{ think: -1 }] }, "think has a value that is not allowed"],
  [{ steps: [{ edit: "../x", write: "" }] }, "../x is not in the worktree"],
  [{ steps: [{ edit: "/etc/passwd", write: "" }] }, "is not in the worktree"],
  [{ steps: [{ edit: ".git/config", write: "" }] }, "is not in the worktree"],
  [{ steps: [{ edit: "a", replace: "x" }] }, "an edit has write"],
  [{ steps: [{ edit: "a", "in-line": "x", insert: "y" }] }, "needs"],
  [{ steps: [{ run: "npm test" }] }, "run is not a list of words"],
  [{ steps: [{ say: "x", when: { weekday: 1 } }] }, "when knows attempt and sentBack"],
  [{ steps: 1 }, "steps is not a list"],
  [{ steps: [], speed: 1 }, "unknown key, speed"],
  [[], "it is not an object"],
])("says what is wrong with %j", (raw, why) => {
  const parsed = parseScript(raw);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.error.message).toContain(why.replace("needs", "has insert and mark"));
});

const FILE = 'one\nconst list = ["a", "b"];\nthree\n';

it.each<[Edit, string]>([
  [{ how: "write", text: "new\n" }, "new\n"],
  [{ how: "append", text: "four\n" }, `${FILE}four\n`],
  [{ how: "after", anchor: "one", text: "x\n" }, 'one\nx\nconst list = ["a", "b"];\nthree\n'],
  [{ how: "before", anchor: "three", text: "x\n" }, 'one\nconst list = ["a", "b"];\nx\nthree\n'],
  [{ how: "replace", old: "three", text: "3" }, 'one\nconst list = ["a", "b"];\n3\n'],
  [{ how: "in-line", anchor: "const list", mark: "]", text: ', "c"' }, 'one\nconst list = ["a", "b", "c"];\nthree\n'],
])("makes the edit %j once, and knows it again", (edit, after) => {
  expect(isApplied(FILE, edit)).toBe(false);
  expect(applyEdit(FILE, edit)).toEqual({ ok: true, value: after });
  expect(isApplied(after, edit)).toBe(true);
  expect(applyEdit(after, edit)).toEqual({ ok: true, value: after });
});

it("says where an edit has no place", () => {
  expect(applyEdit(FILE, { how: "after", anchor: "nowhere", text: "x" }).ok).toBe(false);
  expect(applyEdit(undefined, { how: "replace", old: "a", text: "b" }).ok).toBe(false);
  expect(applyEdit(FILE, { how: "in-line", anchor: "one", mark: "]", text: "x" }).ok).toBe(false);
});

it("takes back a replacement by the opposite one", () => {
  const there: Edit = { how: "replace", old: "one", text: "two" };
  const back: Edit = { how: "replace", old: "two", text: "one" };
  const changed = applyEdit(FILE, there);
  expect(changed.ok && applyEdit(changed.value, back)).toEqual({ ok: true, value: FILE });
});

it("shows what changed with a little around it", () => {
  const diff = lineDiff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nD\nnew\ne\nf\n", 1);
  expect(diff.map(({ sign, text, number }) => `${sign}${number} ${text}`)).toEqual([
    " 3 c",
    "-4 d",
    "+4 D",
    "+5 new",
    " 6 e",
  ]);
});

it("keeps both sides of a conflict, without git's marks", () => {
  const marked = "a\n<<<<<<< HEAD\ntheirs\n||||||| base\nold\n=======\nmine\n>>>>>>> commit\nz\n=======\n";
  expect(keepBothSides(marked)).toBe("a\ntheirs\nmine\nz\n=======\n");
});

it("tells keys, pastes and lone escapes apart, however they are cut", () => {
  const keys: Key[] = [];
  const feed = createKeyboard((key) => keys.push(key));
  const chunks = ["hi\u001b[A", "\u001b[20", "0~two\nlines\u001b", "[201~\r", "\u001b", "\u0003é\u007f"];
  for (const chunk of chunks) feed(chunk);
  expect(keys).toEqual([
    { kind: "text", text: "hi" },
    { kind: "paste", text: "two\nlines" },
    { kind: "enter" },
    { kind: "escape" },
    { kind: "interrupt" },
    { kind: "text", text: "é" },
    { kind: "backspace" },
  ]);
});
