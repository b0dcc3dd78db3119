import type { NewItemCommand } from "../../src/main/core/ledger/service.ts";
import { USER } from "../../src/shared/model/identity.ts";
import { type LedgerRig, must } from "./ledger-rig.ts";

const PARTS = ["parser", "scheduler", "journal", "board", "terminal", "queue", "session", "index", "cache", "socket"];
const DEEDS = ["fix", "rename", "measure", "document", "simplify", "test", "speed up", "split", "remove", "cover"];
const TROUBLES = ["leaks memory", "loses a line", "blocks the loop", "misses an edge case", "is hard to read"];
/** Created in one go: enough for the group commit, few enough that git is written meanwhile. */
const AT_ONCE = 2_000;

/** The nth item of a ledger as projects have them, about 700 bytes as JSON; the same in every run. */
function itemText(n: number): NewItemCommand {
  const part = pick(PARTS, n);
  const deed = pick(DEEDS, Math.floor(n / 7));
  const trouble = pick(TROUBLES, Math.floor(n / 3));
  return {
    title: `${capital(deed)} the ${part} number ${n % 997}`,
    description: `The ${part} ${trouble} when ${pick(PARTS, n + 3)} and ${pick(PARTS, n + 5)} meet. Seen in run ${n}, on two machines; the log names case${n.toString(36)}. ${capital(deed)} it without touching the ${pick(PARTS, n + 1)}.`,
    acceptance: `A test shows that the ${part} no longer ${trouble}.`,
    labels: [part.toLowerCase(), `area-${n % 23}`],
    priority: n % 5,
    ledger: "workspace",
  };
}

/**
 * Creates `count` items; every tenth waits for the one before it. Answers their ids, in order. What the journal has is
 * in git as well afterwards.
 */
export async function fillLedger({ ledger, store }: LedgerRig, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const before = ids.at(-1);
    const created = Array.from({ length: Math.min(AT_ONCE, count - ids.length) }, async (_, k) => {
      const n = ids.length + k;
      const after = k % 10 === 0 && before !== undefined ? { after: [before] } : {};
      return must(await ledger.create({ ...itemText(n), ...after }, { actor: USER })).id;
    });
    ids.push(...(await Promise.all(created)));
  }
  must(await store.flush());
  return ids;
}

function pick(words: readonly string[], n: number): string {
  return words[n % words.length] ?? "";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
