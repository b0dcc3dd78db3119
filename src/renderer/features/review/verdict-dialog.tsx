import { useState } from "react";
import { MAX_COMMENT_CHARS } from "../../../shared/model/review.ts";
import { lastPart } from "../../lib/names.ts";
import type { VerdictAsked, VerdictKind } from "../../lib/review-desk.ts";
import { useServices } from "../../lib/services.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { TextDialog } from "../../ui/text-dialog.tsx";
import { counted } from "./review-words.ts";

const TITLES: Readonly<Record<VerdictKind, string>> = {
  approved: "Approve",
  "sent-back": "Send back",
  commented: "Tell the comments",
};

/** Asks for a summary before a verdict, and says what goes with it. */
export function VerdictDialog({ asked, onClose }: { asked: VerdictAsked; onClose: () => void }) {
  const { actions, toasts } = useServices();
  const [isFirst, setFirst] = useState(false);
  const { verdict, of, project, tip, item, agent, submission, drafts } = asked;
  const author = lastPart(agent);
  const give = async (note: string | undefined) => {
    const done = await actions.attempt(`give a verdict on ${item}`, "review.submit", {
      of,
      verdict,
      tip,
      ...(project === undefined ? {} : { project }),
      ...(note === undefined ? {} : { note }),
      ...(isFirst ? { first: true } : {}),
    });
    if (!done.ok) return;
    toasts.say(SAID[verdict](author));
  };
  return (
    <TextDialog
      title={`${TITLES[verdict]}: ${item}`}
      description={describe(verdict, drafts, author)}
      label="Summary"
      hint={verdict === "sent-back" && drafts === 0 ? "Needed: nothing was commented on." : "May be left out."}
      placeholder={verdict === "approved" ? "" : "What should change, as a whole?"}
      deed={verdict === "commented" ? `Tell ${author}` : TITLES[verdict]}
      isLong
      maxLength={MAX_COMMENT_CHARS}
      onClose={onClose}
      onDone={(note) => void give(note)}
    >
      {verdict === "approved" && submission !== undefined && (
        <Checkbox
          label="Land it before all others"
          hint="It goes to the front of the merge queue."
          isChecked={isFirst}
          onChange={setFirst}
        />
      )}
    </TextDialog>
  );
}

const SAID: Readonly<Record<VerdictKind, (author: string) => string>> = {
  approved: () => "Approved",
  "sent-back": (author) => `Sent back to ${author}`,
  commented: (author) => `Told ${author}`,
};

function describe(verdict: VerdictKind, drafts: number, author: string): string {
  const comments = counted(drafts, "comment");
  switch (verdict) {
    case "approved":
      return drafts === 0
        ? "It may land as it is."
        : `It may land as it is; ${author} gets ${comments} of yours all the same.`;
    case "sent-back":
      return drafts === 0
        ? `It leaves the merge queue, and ${author} is told why.`
        : `It leaves the merge queue, and ${author} gets ${comments} with ${drafts === 1 ? "its line" : "their lines"}.`;
    case "commented":
      return `${author} goes on with the work and gets ${comments} as mail.`;
  }
}
