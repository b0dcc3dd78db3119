import { type BrowserWindow, dialog } from "electron";
import type { Failure } from "../../shared/model/result.ts";
import type { QuitAnswer } from "./quit-flow.ts";
import type { QuitQuestion } from "./quit-policy.ts";
import type { UpdateOutcome } from "./updates.ts";

/** Asks what quitting shall do. Without a window to stand on, the question stands alone. */
export async function askQuit(window: BrowserWindow | undefined, question: QuitQuestion): Promise<QuitAnswer> {
  const { message, detail, choices, defaultIndex: defaultId, cancelIndex: cancelId } = question;
  const options = {
    type: "question" as const,
    title: "Quit Drover",
    message,
    detail,
    buttons: choices.map(({ label }) => label),
    defaultId,
    cancelId,
    ...(question.always === undefined ? {} : { checkboxLabel: question.always }),
    noLink: true,
  };
  const { response, checkboxChecked: always } = await (window?.isVisible()
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return { choice: choices[response]?.choice ?? "cancel", always };
}

/** A link may come from an agent: where it leads is shown before anything is opened. */
export async function confirmLink(window: BrowserWindow, url: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    title: "Open a link",
    message: "Open this address in your browser?",
    detail: url,
    buttons: ["Open", "Cancel"],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** Nothing can be shown without a core; the user is told what to do, and the app ends. */
export function tellFailure(failure: Failure): void {
  dialog.showErrorBox(
    "Drover cannot run here",
    failure.remedy === undefined ? failure.message : `${failure.message}\n\n${failure.remedy}`,
  );
}

/** A link or a file that could not be shown. */
export function tellOpenFailure({ message, remedy }: Failure): void {
  void dialog.showMessageBox({
    type: "info",
    title: "Drover",
    message,
    buttons: ["OK"],
    ...(remedy === undefined ? {} : { detail: remedy }),
  });
}

export async function askUpdate(version: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: "question",
    title: "Update Drover",
    message: `Drover ${version} is there. Fetch it?`,
    detail: "It is put in place when you next quit. Agents at work are not disturbed.",
    buttons: ["Fetch it", "Not now"],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

/** How the user's own look for an update ended. */
export function tellUpdate(outcome: UpdateOutcome): void {
  const [message, detail] = updateWords(outcome);
  void dialog.showMessageBox({ type: "info", title: "Update Drover", message, detail, buttons: ["OK"] });
}

function updateWords(outcome: UpdateOutcome): readonly [message: string, detail: string] {
  switch (outcome.kind) {
    case "none":
      return ["This is the newest version.", ""];
    case "ready":
      return [`Drover ${outcome.version} is put in place when you quit.`, "Agents at work are not disturbed."];
    case "off":
      return ["Drover does not update itself here.", `Because ${outcome.why}.`];
    case "failed":
      return ["It could not be asked for a newer version.", outcome.why];
  }
}
