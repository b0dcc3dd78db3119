import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import { statusFixture } from "../../testing/status-fixture.ts";
import { ContextBar } from "./context-bar.tsx";
import { EvidenceLine } from "./evidence-line.tsx";
import { SignalList } from "./signal-list.tsx";

const text = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
const base = { session: "s", agent: workerPath("shop", "ada") };
const MINUTE = 60_000;

test("an unknown state says how long nothing was heard", () => {
  const at = Date.now() - 4 * MINUTE;
  const status = statusFixture({ ...base, state: "unknown", seenAt: at, evidenceAt: at });
  expect(text(renderToStaticMarkup(createElement(EvidenceLine, { status })))).toBe(" no signal for 4m ");
});

test("a rate limit counts down to its end", () => {
  const until = Date.now() + 12 * MINUTE + 500;
  const status = statusFixture({ ...base, state: "rate-limited", until });
  expect(text(renderToStaticMarkup(createElement(EvidenceLine, { status })))).toBe(" ends in 12m ");
});

test("every signal is told with what it says, how far it is believed, and whether it still counts", () => {
  const at = Date.now() - 3_000;
  const signals = [
    {
      source: "hook",
      reliability: "strong",
      at,
      state: "waiting-for-permission",
      detail: "asks to run rm",
      holds: true,
    },
    { source: "title", reliability: "strong", at, state: "working", holds: false },
    { source: "output", reliability: "supporting", at, holds: true },
  ] as const;
  const html = text(renderToStaticMarkup(createElement(SignalList, { signals })));
  expect(html).toContain("hook Waits for permission asks to run rm strong 3s");
  expect(html).toContain("title Working · no longer counts strong 3s");
  expect(html).toContain("output it printed something sign of life 3s");
});

test("a context says to screen readers how full it is, and without a known size how much is in it", () => {
  const full = renderToStaticMarkup(createElement(ContextBar, { context: { used: 180_000, size: 200_000, at: 1 } }));
  expect(full).toContain('aria-valuetext="90%, 180k of 200k tokens"');
  expect(full).toContain('data-tone="trouble"');
  const some = renderToStaticMarkup(createElement(ContextBar, { context: { used: 5_000, at: 1 } }));
  expect(text(some)).toContain("5k tokens in context");
});
