import type { NotificationKind } from "../../../shared/model/mail.ts";
import type { ToastTone } from "../toasts.ts";

/** How each kind of notification is coloured, and called where there are several of it. */
export const notificationKinds: Readonly<
  Record<NotificationKind, { readonly tone: ToastTone; readonly label: string; readonly several: string }>
> = {
  "convoy-landed": { tone: "good", label: "Convoy landed", several: "convoys landed" },
  permission: { tone: "attention", label: "Asks for permission", several: "agents ask for permission" },
  question: { tone: "attention", label: "Question", several: "questions wait for you" },
  mail: { tone: "neutral", label: "Mail", several: "letters came" },
  "submission-waits": { tone: "attention", label: "Submission waits", several: "submissions wait" },
  "submission-sent-back": { tone: "attention", label: "Sent back", several: "submissions were sent back" },
  "agent-parked": { tone: "trouble", label: "Agent out of work", several: "agents were taken out of work" },
  crash: { tone: "trouble", label: "Crash", several: "sessions crashed" },
  "needs-user": { tone: "attention", label: "Needs you", several: "things need you" },
  core: { tone: "trouble", label: "Drover itself", several: "troubles of Drover" },
};
