import { expect, test } from "vitest";
import { patchLines } from "./patch-lines.ts";

const patch = `diff --git a/src/a.js b/src/a.js
index 1111111..2222222 100644
--- a/src/a.js
+++ b/src/a.js
@@ -3,3 +3,3 @@ export function greet() {
 const hello = 1;
--- a/looks like a head
+++ b/and this too
 end
\\ No newline at end of file
diff --git a/new.bin b/new.bin
new file mode 100644
Binary files /dev/null and b/new.bin differ
`;

test("numbers lines on both sides, and takes no text for a head", () => {
  expect(patchLines(patch)).toEqual([
    { kind: "file", text: "src/a.js" },
    { kind: "hunk", text: "export function greet() {" },
    { kind: "context", text: "const hello = 1;", before: 3, after: 3 },
    { kind: "removed", text: "-- a/looks like a head", before: 4 },
    { kind: "added", text: "++ b/and this too", after: 4 },
    { kind: "context", text: "end", before: 5, after: 5 },
    { kind: "note", text: "No newline at end of file" },
    { kind: "file", text: "new.bin" },
    { kind: "meta", text: "new file mode 100644" },
    { kind: "meta", text: "Binary files /dev/null and b/new.bin differ" },
  ]);
});

test("an empty patch has no lines", () => {
  expect(patchLines("")).toEqual([]);
});
