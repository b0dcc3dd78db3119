import type { attentionCatalogue } from "../../../shared/commands/attention-catalogue.ts";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import { chosenEntry } from "../../lib/attention/attention-store.ts";
import { showSubject } from "../../lib/show-subject.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

const SNOOZE_MS = 60 * 60_000;

/** Goes through what needs the user, and puts it away. */
export function attentionCommands(deps: CommandDeps): HandlersOf<typeof attentionCatalogue> {
  const { attention, actions, panes, ui } = deps;
  const step = (by: 1 | -1) => {
    attention.choose(chosenEntry(attention.store.getState())?.id);
    const entry = attention.step(by);
    if (entry !== undefined) ui.announce(`${entry.title}. ${entry.why}`);
  };
  const of = (act: (entry: AttentionEntry) => void) => () => {
    const entry = chosenEntry(attention.store.getState());
    if (entry !== undefined) act(entry);
  };
  const ofMail = (act: (mail: string) => void) => () => {
    const mail = ui.store.getState().shownMail;
    if (mail !== undefined) act(mail);
  };
  return {
    "mail.archive": ofMail((mail) => void actions.archiveMail(mail)),
    "mail.unread": ofMail(
      (mail) => void actions.attempt("mark it as unread", "mail.mark", { mails: [mail], read: false }),
    ),
    "mail.compose": () => {
      panes.open({ kind: "mail" });
      ui.set({ isComposing: true });
    },
    "view.attention": () => {
      panes.open({ kind: "attention" });
    },
    "view.mail": () => {
      panes.open({ kind: "mail" });
    },
    "view.health": () => {
      panes.open({ kind: "health" });
    },
    "attention.below": () => {
      step(1);
    },
    "attention.above": () => {
      step(-1);
    },
    "attention.done": of((entry) => {
      // A letter that only tells has been read then; that is all it wanted.
      if (entry.kind === "mail" && entry.mail !== undefined) {
        void actions.attempt("mark it as read", "mail.mark", { mails: [entry.mail], read: true });
      } else void actions.putOff(entry, undefined);
    }),
    "attention.snooze": of((entry) => void actions.putOff(entry, SNOOZE_MS)),
    "attention.open": of((entry) => {
      if (entry.mail !== undefined) {
        ui.set({ shownMail: entry.mail });
        panes.open({ kind: "mail" });
      } else if (entry.about !== undefined) showSubject({ panes, ui }, entry.about);
      else if (entry.kind === "health") panes.open({ kind: "health" });
    }),
  };
}

/** Shows the next thing that needs the user, with the means to answer it. */
export function showNextAttention({ attention, panes, toasts, ui }: CommandDeps): void {
  const entry = attention.step(1);
  if (entry === undefined) {
    toasts.say("Nothing needs you");
    ui.announce("Nothing needs you");
    return;
  }
  panes.open({ kind: "attention" });
  ui.announce(`${entry.title}. ${entry.why}`);
}
