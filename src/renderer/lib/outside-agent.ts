import { type DragEvent, useState } from "react";
import { outsideKind } from "./outside-drop.tsx";
import { lastPart } from "./names.ts";
import { type Services, useServices } from "./services.tsx";

/** As long as what an agent is told may be. */
const LONGEST = 2_000;

/** Text, or a short file of text, that is dragged from outside onto an agent becomes something to tell it, shown before it is sent. */
export function useAgentOutsideDrop(agent: string) {
  const services = useServices();
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        if (outsideKind(event.dataTransfer) === undefined) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        setOver(true);
      },
      onDragLeave() {
        setOver(false);
      },
      onDrop(event: DragEvent) {
        setOver(false);
        if (outsideKind(event.dataTransfer) === undefined) return;
        event.preventDefault();
        void tell(services, agent, {
          file: event.dataTransfer.files[0],
          text: event.dataTransfer.getData("text/plain"),
        });
      },
    },
  };
}

async function tell(
  { ui, toasts }: Services,
  agent: string,
  { file, text }: { readonly file: File | undefined; readonly text: string },
): Promise<void> {
  const content = file === undefined ? text : file.size > LONGEST * 4 ? "\0" : `${file.name}:\n\n${await file.text()}`;
  if (content.includes("\0") || content.length > LONGEST) {
    toasts.say(`${file?.name ?? "The text"} is too long to tell ${lastPart(agent)}`, {
      tone: "attention",
      detail: `At most ${LONGEST} characters of plain text. Put it into an item’s description, or into the repository.`,
    });
    return;
  }
  if (content.trim() !== "") ui.openDialog({ kind: "nudge", agent, text: content });
}
