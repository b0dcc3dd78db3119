import { type OutputOf, verbByName } from "../../../../shared/contract/contract.ts";
import type { Caller } from "../../../../shared/contract/handlers.ts";
import { type IdentityPath, USER, workerPath } from "../../../../shared/model/identity.ts";
import type { Result } from "../../../../shared/model/result.ts";
import type { ItemView } from "../../../../shared/model/work-item.ts";
import type { RecordStore } from "../../platform/store/record-store.ts";
import { type StoreFixture, createStoreFixture } from "../../platform/store/store-fixture.ts";
import type { ItemHandlers } from "../controller.ts";
import { type Ledger, createLedger, describeItemEvent } from "../index.ts";

export const ada = workerPath("demo", "ada");
export const bob = workerPath("demo", "bob");
export const user: Caller = { identity: USER, role: "user" };

/** A ledger over a real store, called as a transport calls it. */
export interface Desk {
  readonly ledger: Ledger;
  readonly store: RecordStore;
  /** In the merge queue, as the test says. */
  readonly queued: Set<string>;
  readonly call: <N extends keyof ItemHandlers>(
    verb: N,
    input: unknown,
    caller?: Caller,
  ) => Promise<Result<OutputOf<N>>>;
  /** The answer, where none may be refused. */
  readonly done: <N extends keyof ItemHandlers>(verb: N, input: unknown, caller?: Caller) => Promise<OutputOf<N>>;
  readonly create: (title: string, more?: object) => Promise<ItemView>;
}

export async function openDesk(fixture: StoreFixture): Promise<Desk> {
  const store = await fixture.open();
  const queued = new Set<string>();
  const ledger = createLedger({
    store,
    clock: fixture.clock,
    prefixOf: (name) => (name === "workspace" ? "ws" : name === "demo" ? "demo" : undefined),
    surroundings: (item) => ({
      isSlung: item.labels.includes("slung"),
      hook: undefined,
      submission: queued.has(item.id) ? { id: "s-1", state: "queued" } : undefined,
      convoys: item.labels.includes("in-convoy") ? ["cv-1"] : [],
      parked: undefined,
    }),
    isInQueue: (id) => queued.has(id),
    isOnItsWay: (id) => queued.has(id) || (ledger.get(id)?.labels.includes("slung") ?? false),
    companions: () => [],
    describe: describeItemEvent,
  });
  const opened = await store.openLedger("demo", `${fixture.dir}/demo.git`);
  if (!opened.ok) throw new Error(opened.error.message);
  const call: Desk["call"] = async (verb, input, caller = user) => {
    const parsed = verbByName.get(verb)?.input.safeParse(input);
    if (parsed?.success !== true) {
      return { ok: false, error: { code: "bad-input", message: parsed?.error.message ?? "" } };
    }
    // A caller by name knows no more of the types than a transport does; the verb's own schema has just made the input.
    const handler = ledger.handlers[verb] as unknown as (input: unknown, ...rest: unknown[]) => Promise<Result<never>>;
    return handler(parsed.data, caller, new AbortController().signal);
  };
  const done: Desk["done"] = async (verb, input, caller) => {
    const answer = await call(verb, input, caller);
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value;
  };
  return {
    ledger,
    store,
    queued,
    call,
    done,
    create: (title, more = {}) => done("item.create", { title, project: "demo", ...more }),
  };
}

export function fixtureWithProject(): StoreFixture {
  const fixture = createStoreFixture();
  fixture.makeRepository("demo.git");
  return fixture;
}

export const as = (identity: IdentityPath): Caller => ({ identity, role: "worker" });
export const codeOf = (answer: Result<unknown>) => (answer.ok ? "ok" : answer.error.code);
