import { Archive, ArchiveRestore, MailOpen, Mail as MailIcon, Pin, PinOff } from "lucide-react";
import { useEffect, useRef } from "react";
import type { InputOf } from "../../../shared/contract/contract.ts";
import type { MailThread } from "../../../shared/contract/mail.ts";
import { USER } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { Ago } from "../../lib/age-view.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { useMailThread } from "../../lib/server-state/mail-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { showSubject } from "../../lib/show-subject.ts";
import { Answer } from "../../ui/answer.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Reply } from "./reply.tsx";

/** All letters of one conversation, with what can be said back. Looking at it reads it. */
export function Conversation({ thread }: { thread: MailThread }) {
  const { actions, panes, ui, runCommand } = useServices();
  const whole = useMailThread(thread.id);
  const { id, subject, about, unread, isArchived, isPinned } = thread;
  const mark = (marks: Omit<InputOf<"mail.mark">, "mails">) =>
    actions.attempt("mark it", "mail.mark", { mails: [id], ...marks });
  // Once for each time it is opened: what is then marked as unread stays so.
  const isRead = useRef(false);
  useEffect(() => {
    if (isRead.current || unread === 0) return;
    isRead.current = true;
    void actions.attempt("mark it as read", "mail.mark", { mails: [id], read: true });
  }, [actions, id, unread]);
  return (
    <article data-testid="conversation" aria-label={subject} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex shrink-0 items-start gap-1 px-4 pt-3 pb-2">
        <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
          <h2 className="text-selectable text-lg font-semibold text-ink">{subject}</h2>
          {about !== undefined && (
            <Button
              look="ghost"
              size="s"
              className="-ml-2"
              onClick={() => {
                showSubject({ panes, ui }, about);
              }}
            >
              About {about.kind} <code>{about.id}</code>
            </Button>
          )}
        </div>
        <IconButton
          label={isPinned ? "Unpin" : "Pin"}
          icon={isPinned ? <PinOff /> : <Pin />}
          aria-pressed={isPinned}
          onClick={() => void mark({ pinned: !isPinned })}
        />
        <IconButton
          label={unread > 0 ? "Mark as read" : "Mark as unread"}
          command="mail.unread"
          icon={unread > 0 ? <MailOpen /> : <MailIcon />}
          onClick={() => void mark({ read: unread > 0 })}
        />
        <IconButton
          label={isArchived ? "Back to the inbox" : "Archive"}
          command="mail.archive"
          icon={isArchived ? <ArchiveRestore /> : <Archive />}
          onClick={() => {
            if (isArchived) void mark({ archived: false });
            else runCommand("mail.archive");
          }}
        />
      </header>
      <Answer query={whole} what="Reading the conversation">
        {({ mails, thread: { question } }) => (
          <>
            <ol
              aria-label="Letters"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
              tabIndex={0}
              className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 pb-3"
            >
              {mails.map((mail) => (
                <Letter key={mail.id} mail={mail} />
              ))}
            </ol>
            <Reply to={mails.findLast(({ to }) => to === USER) ?? mails.at(-1)} question={question} />
          </>
        )}
      </Answer>
    </article>
  );
}

function Letter({ mail }: { mail: Mail }) {
  const { id, from, to, body, sentAt, question, answer } = mail;
  const isOwn = from === USER;
  return (
    <li
      data-mail={id}
      className={classNames(
        "flex flex-col gap-1.5 rounded-md border border-line p-3",
        isOwn ? "ml-8 bg-hover" : "mr-8 bg-sunken",
      )}
    >
      <div className="flex items-center gap-2 text-xs text-ink-3">
        <AgentChip agent={from} />
        <span>to</span>
        <AgentChip agent={to} />
        <span className="flex-1" />
        <Ago at={sentAt} />
      </div>
      {body !== "" && (
        <div className="text-selectable text-sm text-ink-2">
          <Markdown text={body} />
        </div>
      )}
      {question !== undefined && (
        <p className="text-xs text-ink-3">
          {answer === undefined ? "Waits for an answer" : "Was answered"}
          {question.choices.length > 0 && `: ${question.choices.join(" · ")}`}
        </p>
      )}
    </li>
  );
}
