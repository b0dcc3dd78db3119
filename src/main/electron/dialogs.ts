import { type BrowserWindow, dialog } from "electron";
import type { Failure } from "../../shared/model/result.ts";
import type { QuitChoice, QuitQuestion } from "./quit-policy.ts";

/** Asks what quitting shall do. Without a window to stand on, the question stands alone. */
export async function askQuit(window: BrowserWindow | undefined, question: QuitQuestion): Promise<QuitChoice> {
  const { message, detail, choices, defaultIndex: defaultId, cancelIndex: cancelId } = question;
  const options = {
    type: "question" as const,
    title: "Quit Drover",
    message,
    detail,
    buttons: choices.map(({ label }) => label),
    defaultId,
    cancelId,
    noLink: true,
  };
  const { response } = await (window?.isVisible()
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return choices[response]?.choice ?? "cancel";
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
