import type { LedgerEvent } from "../../../shared/model/event.ts";
import { USER } from "../../../shared/model/identity.ts";
import type { Mail, Notification } from "../../../shared/model/mail.ts";

const WAITING_TITLES: ReadonlyMap<string | undefined, string> = new Map([
  ["user", "A landing waits for you"],
  ["target", "A target is red itself"],
]);

/** What is looked up to put an event in words. */
export interface NotificationFacts {
  convoyTitle(id: string): string;
  /** Whether what is submitted there lands only once it is approved. */
  isReviewed(project: string): boolean;
  /** Whose session it was. */
  agentOf(session: string): string | undefined;
}

/**
 * Whether the user is told of an event at once, and how. What lands quietly stays quiet: a notification is for what
 * ends a wait or needs a hand.
 */
export function notify(event: LedgerEvent, facts: NotificationFacts): Notification | undefined {
  const base = { id: `event-${event.seq}`, at: event.at };
  switch (event.type) {
    case "convoyLanded":
      return {
        ...base,
        kind: "convoy-landed",
        urgency: "normal",
        title: "Convoy landed",
        body: `${facts.convoyTitle(event.subject)}: everything is closed${hasAllLanded(event.data) ? " and landed" : ", not all of it landed"}.`,
        about: { kind: "convoy", id: event.subject },
      };
    case "agentParked":
      return {
        ...base,
        kind: "agent-parked",
        urgency: "urgent",
        title: `${event.subject} needs you`,
        body: text(event.data, "reason") ?? "It was taken out of work.",
        about: { kind: "agent", id: event.subject },
      };
    case "submissionQueued": {
      const project = text(event.data, "project");
      if (project === undefined || !facts.isReviewed(project)) return undefined;
      return {
        ...base,
        kind: "submission-waits",
        urgency: "normal",
        title: "A submission waits for a review",
        body: `${text(event.data, "item") ?? event.subject} in ${project} lands once it is approved.`,
        about: { kind: "submission", id: event.subject },
      };
    }
    case "submissionWaiting": {
      const waitsFor = text(event.data, "waitsFor");
      return {
        ...base,
        // The same however often it is tried again, and however many wait for the same target, so that faces tell it once.
        id: `${waitsFor === "target" ? "target" : event.subject} ${firstLine(text(event.data, "reason"))}`,
        kind: "submission-waits",
        urgency: "normal",
        title: WAITING_TITLES.get(waitsFor) ?? "A landing waits",
        body: firstLine(text(event.data, "reason")),
        about: { kind: "submission", id: event.subject },
      };
    }
    case "submissionSentBack":
      return {
        ...base,
        kind: "submission-sent-back",
        urgency: "quiet",
        title: "Sent back to its author",
        body: firstLine(text(event.data, "reason")),
        about: { kind: "submission", id: event.subject },
      };
    case "ledgerSyncFailed":
      return {
        ...base,
        kind: "needs-user",
        urgency: "quiet",
        title: `The ledger of ${event.subject} is not synced`,
        body: text(event.data, "message") ?? "",
        about: { kind: "project", id: event.subject },
      };
    case "mailSent": {
      const mail = event.data as Omit<Mail, "id" | "sentAt">;
      // A convoy's landing is told by its own event; the letter is for the inbox.
      if (mail.to !== USER || mail.about?.kind === "convoy") return undefined;
      return {
        ...base,
        kind: mail.question === undefined ? "mail" : "question",
        urgency: "normal",
        title: mail.question === undefined ? `Mail from ${mail.from}` : `${mail.from} asks you`,
        body: mail.subject,
        about: mail.about,
        mail: event.subject,
      };
    }
    case "sessionEnded": {
      if (text(event.data, "reason") !== "crashed") return undefined;
      const agent = facts.agentOf(event.subject) ?? event.subject;
      return {
        ...base,
        kind: "crash",
        urgency: "quiet",
        title: `${agent} crashed`,
        body: "It is started again by itself, and goes on where it was.",
        about: { kind: "agent", id: agent },
      };
    }
    default:
      return undefined;
  }
}

function text(data: unknown, key: string): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const value: unknown = Reflect.get(data, key);
  return typeof value === "string" ? value : undefined;
}

/** The rest of a reason is for those who look. */
function firstLine(words = ""): string {
  return words.split("\n", 1)[0] ?? "";
}

/** Items that need no commit, or whose commits were dropped, are closed without. */
function hasAllLanded(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("landed" in data) || !("items" in data)) return true;
  return data.landed === data.items;
}
