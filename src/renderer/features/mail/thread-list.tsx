import { MessageCircleQuestion, Pin } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import type { MailThread } from "../../../shared/contract/mail.ts";
import { Age } from "../../lib/age-view.tsx";
import { whoName } from "../../lib/names.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";

export interface ThreadListProps {
  readonly threads: readonly MailThread[];
  readonly current: string | undefined;
  onShow(id: string): void;
}

/** Conversations, pinned ones first; J, K and the arrows walk them. */
export function ThreadList({ threads, current, onShow }: ThreadListProps) {
  const list = useRef<HTMLUListElement>(null);
  const walk = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by =
      event.key === "ArrowDown" || event.key === "j" ? 1 : event.key === "ArrowUp" || event.key === "k" ? -1 : 0;
    const at = threads.findIndex(({ id }) => id === current);
    const next = by === 0 ? undefined : threads[Math.min(threads.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onShow(next.id);
    const row = list.current?.querySelector<HTMLElement>(`[data-thread="${CSS.escape(next.id)}"]`);
    row?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of its buttons
    <ul
      ref={list}
      aria-label="Conversations"
      onKeyDown={walk}
      className="flex max-h-[40%] shrink-0 flex-col gap-px overflow-y-auto border-line p-1.5 @2xl:max-h-none @2xl:w-[22rem] @2xl:border-r"
    >
      {threads.map((thread) => (
        <li key={thread.id}>
          <button
            type="button"
            data-thread={thread.id}
            data-unread={thread.unread > 0 ? "true" : undefined}
            aria-current={thread.id === current ? "true" : undefined}
            onClick={() => {
              onShow(thread.id);
            }}
            className={classNames(
              "flex w-full items-start gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover",
              thread.id === current && "bg-active hover:bg-active",
            )}
          >
            <Avatar agent={thread.others[0] ?? "user"} size="s" />
            <Words thread={thread} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Words({ thread }: { thread: MailThread }) {
  const { subject, others, preview, count, unread, updatedAt, isPinned, question } = thread;
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex items-center gap-1.5 text-xs text-ink-3">
        {unread > 0 && (
          <>
            <Dot tone="working" />
            <span className="sr-only">{unread} unread, </span>
          </>
        )}
        <span className="min-w-0 flex-1 truncate">
          {others.map(whoName).join(", ")}
          {count > 1 && ` · ${count}`}
        </span>
        {isPinned && <Pin className="size-3" aria-label="pinned" />}
        <Age at={updatedAt} className="shrink-0 text-2xs tabular-nums" />
      </span>
      <span className={classNames("truncate text-sm", unread > 0 ? "font-medium text-ink" : "text-ink-2")}>
        {subject}
      </span>
      {question === undefined ? (
        <span className="truncate text-xs text-ink-3">{preview}</span>
      ) : (
        <span data-tone="attention" className="flex items-center gap-1 truncate text-xs text-tone">
          <MessageCircleQuestion className="size-3 shrink-0" aria-hidden="true" />
          {question.choices.length === 0 ? "Waits for your answer" : question.choices.join(" · ")}
        </span>
      )}
    </span>
  );
}
