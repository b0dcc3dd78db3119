import type { MessagePort } from "node:worker_threads";
import { compileQuery } from "../../../shared/model/text-query.ts";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { SearchAnswer } from "../../../shared/wire/pty-host-protocol.ts";
import { playRecords } from "../play-records.ts";
import { searchLines } from "./search-lines.ts";
import type { SearchTask } from "./search-task.ts";

/** The thread's side: one task at a time, each answered with one message. */
export function serveSearches(port: MessagePort): void {
  port.on("message", (task: SearchTask) => {
    void search(task).then((answer) => {
      port.postMessage(answer);
    });
  });
}

async function search({ order, records, scrollback }: SearchTask): Promise<Result<SearchAnswer>> {
  const expression = compileQuery(order.query);
  if (!expression.ok) return expression;
  const screen = await playRecords(records, scrollback);
  if (screen === undefined) return ok({ matches: [], total: 0, lines: 0 });
  try {
    return ok(searchLines(screen.terminal, expression.value, order));
  } finally {
    screen.dispose();
  }
}
