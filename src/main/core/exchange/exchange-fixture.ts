import type { ImportReport } from "../../../shared/contract/exchange.ts";
import { type OutputOf, verbByName } from "../../../shared/contract/contract.ts";
import type { Caller } from "../../../shared/contract/handlers.ts";
import { USER } from "../../../shared/model/identity.ts";
import type { Result } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { type Ledger, createItemLists, createLedger, describeItemEvent } from "../ledger/index.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { createStoreFixture } from "../platform/store/store-fixture.ts";
import { type Exchange, createExchange } from "./index.ts";
import type { ExchangeHandlers } from "./controller.ts";

const user: Caller = { identity: USER, role: "user" };

/** A workspace with the projects `demo` and `shop`, and what imports into it and exports from it. */
export interface ExchangeDesk extends AsyncDisposable {
  readonly ledger: Ledger;
  readonly store: RecordStore;
  readonly dir: string;
  call<N extends keyof ExchangeHandlers>(verb: N, input: unknown): Promise<Result<OutputOf<N>>>;
  /** The answer, where none may be refused. */
  done<N extends keyof ExchangeHandlers>(verb: N, input: unknown): Promise<OutputOf<N>>;
  /** Imports a text into `demo`. */
  bring(
    text: string,
    more?: { readonly name?: string; readonly format?: string; readonly project?: string },
  ): Promise<ImportReport>;
  /** All pages of an export. */
  write(format: string, filter?: object): Promise<string>;
  item(id: string): WorkItem;
  titled(title: string): WorkItem;
  /** Changes items through the ledger's own verbs. */
  change(verb: string, input: unknown): Promise<unknown>;
  reopen(): Promise<void>;
}

export async function openExchangeDesk(env: Readonly<Record<string, string | undefined>> = {}): Promise<ExchangeDesk> {
  const fixture = createStoreFixture();
  for (const name of ["demo", "shop"]) fixture.makeRepository(`${name}.git`);
  const runner = createLocalRunner();
  let now = await open();

  async function open(): Promise<{ store: RecordStore; ledger: Ledger; exchange: Exchange }> {
    const store = await fixture.open();
    const prefixOf = (name: string) =>
      name === "workspace" ? "ws" : ["demo", "shop"].includes(name) ? name : undefined;
    const ledger = createLedger({
      store,
      clock: fixture.clock,
      prefixOf,
      surroundings: () => ({ isSlung: false, hook: undefined, submission: undefined, convoys: [], parked: undefined }),
      isInQueue: () => false,
      isOnItsWay: () => false,
      companions: () => [],
      describe: describeItemEvent,
    });
    for (const name of ["demo", "shop"]) {
      const opened = await store.openLedger(name, `${fixture.dir}/${name}.git`);
      if (!opened.ok) throw new Error(opened.error.message);
    }
    const lists = createItemLists(ledger, fixture.clock);
    const exchange = createExchange({
      store,
      ledger,
      prefixOf,
      runner,
      env,
      clock: fixture.clock,
      workspaceDir: fixture.dir,
      select: (filter) => lists.select(filter),
    });
    return { store, ledger, exchange };
  }

  async function run(handlers: object, verb: string, input: unknown): Promise<Result<never>> {
    const parsed = verbByName.get(verb)?.input.safeParse(input);
    if (parsed?.success !== true) {
      return { ok: false, error: { code: "bad-input", message: parsed?.error.message ?? verb } };
    }
    // A caller by name knows no more of the types than a transport does; the verb's own schema has just made the input.
    const handler = Reflect.get(handlers, verb) as (input: unknown, ...rest: unknown[]) => Promise<Result<never>>;
    return handler(parsed.data, user, new AbortController().signal);
  }
  function must<T>(answer: Result<T>): T {
    if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
    return answer.value;
  }

  const desk: ExchangeDesk = {
    get ledger() {
      return now.ledger;
    },
    get store() {
      return now.store;
    },
    dir: fixture.dir,
    call: (verb, input) => run(now.exchange.handlers, verb, input),
    done: async (verb, input) => must(await desk.call(verb, input)),
    bring: (text, { project = "demo", ...more } = {}) =>
      desk.done("ledger.import", { source: { kind: "text", text, name: "file", ...more }, project }),
    async write(format, filter = {}) {
      let text = "";
      let cursor: string | undefined;
      do {
        const page: OutputOf<"ledger.export"> = await desk.done("ledger.export", { format, filter, cursor });
        text += page.text;
        cursor = page.next;
      } while (cursor !== undefined);
      return text;
    },
    item(id) {
      const found = now.ledger.get(id);
      if (found === undefined) throw new Error(`There is no ${id}.`);
      return found;
    },
    titled(title) {
      const found = [...now.ledger.values()].filter((one) => one.title === title);
      const [only] = found;
      if (only === undefined || found.length > 1) throw new Error(`${found.length} items are called ${title}.`);
      return only;
    },
    change: async (verb, input) => must(await run(now.ledger.handlers, verb, input)),
    async reopen() {
      await close();
      now = await open();
    },
    async [Symbol.asyncDispose]() {
      await close();
      await runner[Symbol.asyncDispose]();
      await fixture[Symbol.asyncDispose]();
    },
  };
  return desk;

  async function close(): Promise<void> {
    now.exchange[Symbol.dispose]();
    now.ledger[Symbol.dispose]();
    await now.store[Symbol.asyncDispose]();
  }
}
