import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { contractClient } from "../../../shared/contract/client.ts";
import { ok } from "../../../shared/model/result.ts";
import { submissionFixture } from "../../testing/queue-fixture.ts";
import { createActions } from "../actions.ts";
import { createPaneHost } from "../panes.ts";
import { memoryStorage } from "../storage.ts";
import { createToasts } from "../toasts.ts";
import { createUiStore } from "../ui-state.ts";
import { performMove } from "./perform.ts";

test("asks for an approval with the comments that will go out with it", async () => {
  const comments = [{ id: "c-1", sent: { at: 1, tip: "0".repeat(40) } }, { id: "c-2" }, { id: "c-3" }];
  const asked: string[] = [];
  const client = contractClient({
    request: async (verb) => {
      asked.push(verb);
      return ok({ comments });
    },
    subscribe: () => () => {},
  });
  const [ui, panes, toasts] = [createUiStore(memoryStorage()), createPaneHost(), createToasts()];
  const actions = createActions({ client, queries: new QueryClient(), toasts, ui, panes });
  const submission = submissionFixture("sub-1");
  const services = { actions, ui, toasts, runCommand: () => {} };
  await performMove(services, [submission.item], { kind: "approve-ask", submission: "sub-1" }, () => submission);
  expect(asked).toEqual(["review.comment.list"]);
  expect(ui.store.getState().dialog).toMatchObject({
    kind: "review-verdict",
    asked: { verdict: "approved", submission: "sub-1", drafts: 2 },
  });
});
