import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { needsMarkdown } from "./needs-markdown.ts";
import { SafeMarkdown } from "./rendered-markdown.tsx";

const html = (text: string) => renderToStaticMarkup(createElement(SafeMarkdown, { text, open: vi.fn() }));

test("renders what people write", () => {
  expect(html("Do **this** in `core`:\n\n- [x] one\n- [ ] two\n\n| a | b |\n|---|---|\n| 1 | 2 |")).toMatch(
    /<strong>this<\/strong>.*<code>core<\/code>.*checked=""[^>]*\/> one.*<td>1<\/td>/s,
  );
  expect(html("# Why")).toBe("<h4>Why</h4>");
});

test.each([
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  "<iframe src='https://evil.example'></iframe>",
  '<a href="javascript:alert(1)">x</a>',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt&colon;alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:msgbox)",
  "[x](file:///etc/passwd)",
  "<style>body{display:none}</style>",
  "![x](https://evil.example/pixel.png)",
  "<svg/onload=alert(1)>",
])("makes nothing of %s but text", (text) => {
  // Tags that the renderer itself makes; the text's own are escaped.
  const tags = [...html(text).matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)];
  for (const [, name = "", rest = ""] of tags) {
    expect(["p", "span", "a"]).toContain(name);
    expect(rest).not.toMatch(/\son|style|javascript:|data:|vbscript:|file:/i);
  }
});

test("leaves plain text alone, so that nothing is loaded for it", () => {
  expect(needsMarkdown("Make the parser faster.\nIt is slow.")).toBe(false);
  for (const text of ["a `b`", "- one", "1. one", "see https://x.example", "one\n\ntwo", "    code", "*b*"]) {
    expect(needsMarkdown(text)).toBe(true);
  }
});
