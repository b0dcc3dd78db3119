import type { exchangeVerbs } from "../../../shared/contract/exchange.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Exports } from "./export.ts";
import { writeForge } from "./forge/write-forge.ts";
import { runImport } from "./import.ts";
import type { ExchangeDeps } from "./ports.ts";
import type { Uploads } from "./uploads.ts";

export type ExchangeHandlers = SomeHandlers<(typeof exchangeVerbs)[number]["name"]>;

/** Maps the contract's `ledger.import*` and `ledger.export*`. Imports take turns, so that the second of two of the same file finds all there. */
export function exchangeHandlers(
  deps: ExchangeDeps & { readonly uploads: Uploads; readonly exports: Exports },
): ExchangeHandlers {
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = last.then(run);
    // Whoever asked hears of a failure; those behind go on.
    last = mine.catch(() => undefined);
    return mine;
  }

  function checkProject(project: string | undefined): Result<void, Failure<"project-not-found">> {
    if (project === undefined || deps.prefixOf(project) !== undefined) return ok();
    return fail("project-not-found", `There is no project ${project}.`, {
      remedy: "List them with `drover project list`.",
    });
  }

  return {
    "ledger.import.upload": async ({ upload, text }) => deps.uploads.add(upload, text),
    "ledger.import.inspect": (input, caller, signal) => runImport(deps, input, { caller, isInspection: true, signal }),
    "ledger.import": (input, caller, signal) =>
      inTurn(() => runImport(deps, input, { caller, isInspection: false, signal })),
    "ledger.export": async (input) => {
      const known = checkProject(input.filter?.project);
      return known.ok ? deps.exports.page(input) : known;
    },
    "ledger.export.forge": async ({ forge, repository, filter = {}, dryRun = false }, caller, signal) => {
      const known = checkProject(filter.project);
      if (!known.ok) return known;
      const says = filter.status !== undefined || filter.stage !== undefined;
      const items = await deps.select(says ? filter : { ...filter, all: filter.all ?? true });
      if (!items.ok) return items;
      const request = {
        forge,
        repository,
        items: items.value,
        dryRun,
        by: caller.identity,
        now: deps.clock.now(),
        signal,
      };
      return inTurn(() => writeForge(deps, request));
    },
  };
}
