import { useId, useState } from "react";
import type { MailThread } from "../../../shared/contract/mail.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import { QuickAnswers } from "../../lib/attention/quick-answers.tsx";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";

/** Answers to an open question by one key each, and a field for one's own words; Mod+Enter sends. */
export function Reply({ to, question }: { to: Mail | undefined; question: MailThread["question"] }) {
  const { actions } = useServices();
  const id = useId();
  const isPast = useIsPast();
  const [body, setBody] = useState("");
  const [isBusy, setBusy] = useState(false);
  if (to === undefined) return null;
  const send = async (mail: string, what: { readonly body?: string; readonly choice?: number }) => {
    setBusy(true);
    if (await actions.replyToMail(mail, what)) setBody("");
    setBusy(false);
  };
  const isSendable = body.trim() !== "" && !isBusy && !isPast;
  const choices = (question?.choices ?? []).map((label, at) => ({ key: String(at + 1), label, value: at + 1 }));
  return (
    <footer className="flex shrink-0 flex-col gap-2 border-t border-line px-4 py-3">
      {question !== undefined && (
        <QuickAnswers
          answers={choices}
          isBusy={isBusy}
          onAnswer={(choice) =>
            void send(question.mail, { choice, ...(body.trim() === "" ? {} : { body: body.trim() }) })
          }
        />
      )}
      <label htmlFor={id} className="sr-only">
        Your answer
      </label>
      <textarea
        id={id}
        value={body}
        rows={3}
        placeholder={question === undefined ? "Answer" : "Answer in your own words"}
        disabled={isPast}
        onChange={(event) => {
          setBody(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && isSendable) {
            event.preventDefault();
            void send(question?.mail ?? to.id, { body: body.trim() });
          } else if (event.key === "Escape") event.currentTarget.closest<HTMLElement>("[data-pane-focus]")?.focus();
        }}
        className="resize-y rounded-md border border-line bg-field px-2.5 py-1.5 text-sm text-ink outline-none placeholder:text-ink-3 focus-visible:border-accent"
      />
      <div className="flex justify-end">
        <Button
          look="primary"
          disabled={!isSendable}
          onClick={() => void send(question?.mail ?? to.id, { body: body.trim() })}
        >
          Send
        </Button>
      </div>
    </footer>
  );
}
