import { useState } from "react";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { useMailThread } from "../../lib/server-state/mail-queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Answer } from "../../ui/answer.tsx";
import { QuickAnswers } from "../../lib/attention/quick-answers.tsx";
import { ReplyField } from "./reply-field.tsx";

/** What a letter says, its answers by one key, and a line to reply with. */
export function MailAnswer({ mail }: { mail: string }) {
  const { actions } = useServices();
  const thread = useMailThread(mail);
  const [isBusy, setBusy] = useState(false);
  const reply = async (what: { readonly body?: string; readonly choice?: number }) => {
    setBusy(true);
    const isSent = await actions.replyToMail(mail, what);
    setBusy(false);
    return isSent;
  };
  return (
    <Answer query={thread} what="Reading the letter">
      {({ mails, thread: { question } }) => {
        const letter = mails.find(({ id }) => id === mail);
        const answers = (question?.mail === mail ? question.choices : []).map((label, at) => ({
          ...{ key: String(at + 1), label, value: at + 1 },
        }));
        return (
          <section aria-label="Answer the letter" className="flex flex-col gap-3">
            {letter !== undefined && letter.body !== "" && (
              <div className="text-selectable rounded-md border border-line bg-sunken p-3 text-sm text-ink-2">
                <Markdown text={letter.body} />
              </div>
            )}
            <QuickAnswers answers={answers} isBusy={isBusy} onAnswer={(choice) => void reply({ choice })} />
            <ReplyField label="Answer in your own words" isBusy={isBusy} onSend={(body) => reply({ body })} />
          </section>
        );
      }}
    </Answer>
  );
}
