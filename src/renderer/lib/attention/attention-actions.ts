import type { InputOf } from "../../../shared/contract/contract.ts";
import type { AttentionEntry } from "../../../shared/model/attention.ts";
import type { ActionParts } from "../action-parts.ts";
import { lastPart } from "../names.ts";

type Answer = InputOf<"agent.answer">["answer"];

/** What a user does about what needs them, wherever they see it. Each answers whether it is done. */
export interface AttentionActions {
  /** For so many milliseconds, or until it is about something new; can be undone. */
  putOff(entry: AttentionEntry, forMs: number | undefined): Promise<void>;
  takeBack(entry: AttentionEntry): Promise<void>;
  /** To what stands on the agent's screen; `since` is of the state that the user saw. */
  answerAgent(agent: string, answer: Answer, since: number | undefined): Promise<boolean>;
  /** What gave way at a sync. */
  putBack(item: string, field: NonNullable<AttentionEntry["putBack"]>): Promise<void>;
  /** One at which items wait for a person; can be undone. */
  openGate(gate: string): Promise<void>;
  /** The whole conversation, which is then read; can be undone. */
  archiveMail(mail: string): Promise<void>;
  replyToMail(mail: string, reply: { readonly body?: string; readonly choice?: number }): Promise<boolean>;
}

export function createAttentionActions({ attempt, done, ui }: ActionParts): AttentionActions {
  const takeBack = async (entry: AttentionEntry) => {
    const outcome = await attempt("put it back on the list", "attention.take-back", { id: entry.id });
    if (outcome.ok) ui.announce(`Back on the list: ${entry.title}`);
  };
  return {
    takeBack,
    async putOff(entry, forMs) {
      const until = forMs === undefined ? {} : { until: Date.now() + forMs };
      const outcome = await attempt("put it off", "attention.put-off", { id: entry.id, ...until });
      if (!outcome.ok) return;
      const when = forMs === undefined ? "Until it is about something new" : `For ${inWords(forMs)}`;
      done("Put off", `${when}: ${entry.title}`, { label: "Undo", run: () => void takeBack(entry) });
    },
    async answerAgent(agent, answer, since) {
      const outcome = await attempt(`answer ${lastPart(agent)}`, "agent.answer", {
        agent,
        answer,
        ...(since === undefined ? {} : { since }),
      });
      if (outcome.ok) done(`${lastPart(agent)} has your answer`);
      return outcome.ok;
    },
    async putBack(item, field) {
      const outcome = await attempt("put it back", "item.edit", { item, ...field });
      if (outcome.ok) done(`What gave way stands again in ${item}`);
    },
    async openGate(gate) {
      const outcome = await attempt("open the gate", "item.close", { items: [gate] });
      if (!outcome.ok) return;
      const close = () => attempt("close the gate again", "item.reopen", { item: gate });
      done(`${gate} is open`, "What waited at it may begin.", { label: "Undo", run: () => void close() });
    },
    async archiveMail(mail) {
      const mark = (archived: boolean) =>
        attempt(archived ? "archive it" : "take it back", "mail.mark", {
          ...{ mails: [mail], archived },
          ...(archived ? { read: true } : {}),
        });
      const outcome = await mark(true);
      if (outcome.ok) done("Archived", undefined, { label: "Undo", run: () => void mark(false) });
    },
    async replyToMail(mail, reply) {
      const outcome = await attempt("send the answer", "mail.reply", { mail, ...reply });
      if (outcome.ok) done(`${lastPart(outcome.value.to)} has your answer`);
      return outcome.ok;
    },
  };
}

const MINUTE = 60_000;

function inWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours === 1 ? "an hour" : `${hours} hours`;
}
