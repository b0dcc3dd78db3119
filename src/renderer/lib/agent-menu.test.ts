import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import type { SessionState } from "../../shared/model/agent.ts";
import { workerPath } from "../../shared/model/identity.ts";
import { ok } from "../../shared/model/result.ts";
import { manualClock } from "../testing/manual-clock.ts";
import { statusFixture } from "../testing/status-fixture.ts";
import { createActions } from "./actions.ts";
import { agentMenuEntries } from "./agent-menu.tsx";
import { createPaneHost } from "./panes.ts";
import { createSessionStore } from "./server-state/session-store.ts";
import { memoryStorage } from "./storage.ts";
import { createToasts } from "./toasts.ts";
import { createUiStore } from "./ui-state.ts";

const agent = workerPath("demo", "ada");

/** What the menu offers of an agent in that state; undefined: without a session. */
function offered(state: SessionState | undefined): readonly string[] {
  const client = contractClient({ request: async () => ok({}), subscribe: () => () => {} });
  const [ui, panes, sessions] = [createUiStore(memoryStorage()), createPaneHost(), createSessionStore(manualClock())];
  if (state !== undefined) sessions.take(statusFixture({ session: "s", agent, state }));
  const actions = createActions({ client, queries: new QueryClient(), toasts: createToasts(), ui, panes });
  const entries = agentMenuEntries({ path: agent }, { actions, panes, ui, sessions });
  return entries.flatMap((entry) => (entry === "separator" || entry.isDisabled === true ? [] : [entry.label]));
}

test("a session at work can be told, taken over, paused, interrupted and stopped", () => {
  expect(offered("working")).toEqual(
    expect.arrayContaining(["Nudge…", "Take over", "Pause", "Interrupt…", "Stop…", "Peek at its screen"]),
  );
  expect(offered("working")).not.toContain("Start");
});

test("a paused one goes on, and has no turn to be interrupted", () => {
  expect(offered("paused")).toContain("Resume");
  expect(offered("paused")).not.toContain("Interrupt…");
});

test.each([undefined, "exited", "lost"] as const)(
  "without a session (%s) it is started, and asked what it knew",
  (state) => {
    expect(offered(state)).toEqual(
      expect.arrayContaining(["Start", "Ask a predecessor…", "About it", "Open terminal"]),
    );
    for (const gone of ["Nudge…", "Take over", "Pause", "Stop…"]) expect(offered(state)).not.toContain(gone);
  },
);
