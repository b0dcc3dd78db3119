import type { ContractClient } from "../../../shared/contract/client.ts";
import type { RequestName } from "../../../shared/contract/contract.ts";
import { err } from "../../../shared/model/result.ts";

/** Readings that can be asked as of a moment. */
const OF_A_MOMENT: ReadonlySet<string> = new Set([
  "item.list",
  "item.count",
  "item.ready",
  "item.show",
  "item.search",
  "item.dep.tree",
  "item.explain",
  "item.blocked",
  "item.count",
] satisfies RequestName[]);

/** Domains whose records the past is made of. Agents, terminals and mail are of now, whatever is looked at. */
const RECORDED: ReadonlySet<string> = new Set(["item", "work", "convoy", "mq", "project", "ledger", "filter"]);
/** How verbs of those domains end that read. Any other is taken for one that changes something. */
const READING =
  /\.(?:list|show|tree|search|ready|count|history|moments|inspect|explain|blocked|cycles|vocabulary|fsck|state|status|export)$/;

const IN_THE_PAST = err({
  code: "not-allowed",
  message: "The window shows the past, which cannot be changed.",
  remedy: "Return to now (Shift+P), then do it again.",
} as const);

/** The contract while the page shows a moment of the past (milliseconds since 1970): readings are of it, changes are refused. */
export function timeBoundClient(client: ContractClient, past: () => number | undefined): ContractClient {
  return {
    call(verb, input, signal) {
      const at = past();
      if (at === undefined) return client.call(verb, input, signal);
      if (OF_A_MOMENT.has(verb)) return client.call(verb, Object.assign({ at }, input), signal);
      return isChange(verb) ? Promise.resolve(IN_THE_PAST) : client.call(verb, input, signal);
    },
    watch: (verb, input, handlers, after) => client.watch(verb, input, handlers, after),
  };
}

function isChange(verb: string): boolean {
  return RECORDED.has(verb.slice(0, verb.indexOf("."))) && !READING.test(verb);
}
