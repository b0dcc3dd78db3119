import { expect, it } from "vitest";
import { type AttachAction, createAttachKeys } from "./attach-keys.ts";

function type(...chunks: string[]): { passed: string; actions: readonly AttachAction[] } {
  const seen = { passed: "", actions: [] as AttachAction[] };
  const keys = createAttachKeys({
    pass(text) {
      seen.passed += text;
    },
    act(action) {
      seen.actions.push(action);
    },
  });
  for (const chunk of chunks) keys(chunk);
  return seen;
}

it.each([
  ["Ctrl-]", ["ls\u001d"], "ls"],
  ["Ctrl-\\ and d", ["a\u001cd"], "a"],
  ["Ctrl-\\ and d in two reads", ["a\u001c", "d"], "a"],
  ["Ctrl-] as an extended key", ["x\u001b[93;5u"], "x"],
  ["an extended key cut in two", ["x\u001b[93", ";5u"], "x"],
  ["xterm's way to send it", ["\u001b[27;5;93~"], ""],
])("detaches on %s", (_name, chunks, passed) => {
  expect(type(...chunks)).toEqual({ passed, actions: ["detach"] });
});

it.each([
  ["plain text and other keys", ["hello\r\u001b[A\u001bOP\u0003"], "hello\r\u001b[A\u001bOP\u0003"],
  ["a lone Escape, at once", ["\u001b"], "\u001b"],
  ["Ctrl-\\ twice as one", ["\u001c\u001c"], "\u001c"],
  ["Ctrl-\\ with another key", ["\u001cx"], "\u001cx"],
  ["a paste with the detach key in it", ["\u001b[200~a\u001db\u001b[201~c"], "\u001b[200~a\u001db\u001b[201~c"],
  ["a paste in pieces", ["\u001b[200~a\u001d", "b\u001d\u001b[201~", "c"], "\u001b[200~a\u001db\u001d\u001b[201~c"],
  ["bytes that are no text", ["\u00c3\u00a9\u00ff"], "\u00c3\u00a9\u00ff"],
])("passes on %s", (_name, chunks, passed) => {
  expect(type(...chunks)).toEqual({ passed, actions: [] });
});

it("detaches after a paste is over", () => {
  expect(type("\u001b[200~a\u001b[201~", "\u001d").actions).toEqual(["detach"]);
});

it.each<[string, AttachAction]>([
  ["n", "next"],
  ["p", "previous"],
  ["[", "copy"],
  ["s", "status"],
  ["?", "help"],
  ["\u001b[110u", "next"],
])("takes Ctrl-\\ and %j for %s, and passes on what follows", (key, action) => {
  expect(type(`a\u001c${key}b`)).toEqual({ passed: "ab", actions: [action] });
});
