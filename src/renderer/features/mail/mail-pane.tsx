import { Inbox, MailPlus, Search, SearchX } from "lucide-react";
import { useDeferredValue, useEffect, useState } from "react";
import type { MailThread } from "../../../shared/contract/mail.ts";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { useMailThreads } from "../../lib/server-state/mail-queries.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { Button } from "../../ui/button.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { Compose } from "./compose.tsx";
import { Conversation } from "./conversation.tsx";
import { ThreadList } from "./thread-list.tsx";

type Box = NonNullable<InputOf<"mail.threads">["box"]>;

const BOXES = [
  { value: "inbox", label: "Inbox" },
  { value: "sent", label: "Sent" },
  { value: "archive", label: "Archive" },
  { value: "all", label: "All" },
] as const satisfies readonly { value: Box; label: string }[];
/** More than anybody scrolls through; the rest is searched for. */
const LIMIT = 300;

/** The user's mail: conversations with agents, questions answered by one key. */
export function MailPane() {
  const { ui } = useServices();
  const [box, setBox] = useState<Box>("inbox");
  const [text, setText] = useState("");
  const isComposing = useUi((state) => state.isComposing);
  const wanted = useDeferredValue(text.trim());
  const shown = useUi((state) => state.shownMail);
  const threads = useMailThreads({ box, limit: LIMIT, ...(wanted === "" ? {} : { text: wanted }) });
  const current = threads.data?.threads.find((thread) => isOf(thread, shown)) ?? threads.data?.threads[0];
  const currentId = current?.id;
  // Commands act on what is shown, also where nobody chose it.
  useEffect(() => {
    const { shownMail } = ui.store.getState();
    if (currentId !== undefined && shownMail === undefined) ui.set({ shownMail: currentId });
  }, [currentId, ui]);
  const show = (id: string) => {
    ui.set({ shownMail: id, isComposing: false });
  };
  return (
    <section
      data-testid="mail"
      data-keys="mail"
      aria-label="Mail"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <Segmented label="Box" value={box} options={BOXES} onChange={setBox} />
        <label className="flex h-7 w-56 min-w-0 items-center gap-1.5 rounded-md border border-line bg-field px-2 focus-within:border-accent">
          <Search className="size-3.5 text-ink-3" aria-hidden="true" />
          <input
            aria-label="Search mail"
            placeholder="Search"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
            }}
            className="min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3"
          />
        </label>
        <span className="flex-1" />
        <Button
          onClick={() => {
            ui.set({ isComposing: true });
          }}
        >
          <MailPlus className="size-3.5" aria-hidden="true" /> New letter
        </Button>
      </header>
      <Answer query={threads} what="Reading your mail">
        {({ threads: list }) => (
          <div className="flex min-h-0 flex-1 flex-col @2xl:flex-row">
            {list.length > 0 && (
              <ThreadList threads={list} current={isComposing ? undefined : current?.id} onShow={show} />
            )}
            {isComposing ? (
              <Compose
                onDone={(id) => {
                  ui.set({ isComposing: false });
                  if (id === undefined) return;
                  setBox("sent");
                  ui.set({ shownMail: id });
                }}
              />
            ) : current === undefined ? (
              <Nothing isSearched={wanted !== ""} box={box} />
            ) : (
              <Conversation key={current.id} thread={current} />
            )}
          </div>
        )}
      </Answer>
    </section>
  );
}

/** A letter that was asked for may be any of its conversation. */
function isOf({ id, question }: MailThread, shown: string | undefined): boolean {
  return id === shown || (shown !== undefined && question?.mail === shown);
}

function Nothing({ isSearched, box }: { isSearched: boolean; box: Box }) {
  return isSearched ? (
    <EmptyState icon={<SearchX />} title="No letter has these words" className="flex-1">
      Look in all boxes, or for fewer words.
    </EmptyState>
  ) : (
    <EmptyState icon={<Inbox />} title={box === "inbox" ? "Your inbox is empty" : "Nothing here"} className="flex-1">
      Agents write to you when they have a question or something to tell: drover mail send user "…".
    </EmptyState>
  );
}
