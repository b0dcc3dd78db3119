import { type ClipboardEvent, type DragEvent, useEffect, useRef, useState } from "react";
import { lastPart } from "../../lib/names.ts";
import { outsideKind } from "../../lib/outside-drop.tsx";
import { useServices } from "../../lib/services.tsx";
import { type Progress, bringFiles } from "./bring-files.ts";
import type { LiveTerminal } from "./live-terminal.ts";

export interface Incoming {
  /** Something that would be taken hangs over the terminal. */
  readonly over: "file" | "text" | undefined;
  readonly progress: Progress | undefined;
  cancel(): void;
  bring(files: readonly File[]): void;
  readonly handlers: {
    onDragOverCapture(event: DragEvent): void;
    onDragLeaveCapture(event: DragEvent): void;
    onDropCapture(event: DragEvent): void;
    onPasteCapture(event: ClipboardEvent): void;
  };
}

/** Longest part of a paste that the question shows. */
const SHOWN = 600;

/** What comes to a terminal from outside: files are attached, texts pasted; several lines that would run at once only after a question. */
export function useIncoming(terminal: LiveTerminal, isTyping: boolean): Incoming {
  const services = useServices();
  const { ui } = services;
  const [over, setOver] = useState<"file" | "text">();
  const [progress, setProgress] = useState<Progress>();
  const stop = useRef(new AbortController());
  useEffect(
    () => () => {
      stop.current.abort();
    },
    [],
  );

  const bring = (files: readonly File[]) => {
    if (files.length === 0) return;
    stop.current = new AbortController();
    void bringFiles(services, { terminal, files, signal: stop.current.signal, tell: setProgress });
  };
  /** `isSure`: the program takes it as one piece and runs nothing of it. */
  const paste = (text: string, isSure: boolean) => {
    const lines = text.replace(/\r?\n$/, "").split("\n").length;
    if (isSure || lines === 1) {
      terminal.paste(text);
      return;
    }
    ui.openDialog({
      kind: "confirm",
      title: `Paste ${lines} lines into ${lastPart(terminal.agent)}’s terminal?`,
      body: `${terminal.takesPastes ? "It takes them as one piece." : "Its program takes each line as typed with Enter."} ${text.slice(0, SHOWN)}${text.length > SHOWN ? " …" : ""}`,
      deed: "Paste",
      confirm: () => {
        terminal.paste(text);
      },
    });
  };
  const kindOf = (event: DragEvent) => (isTyping ? outsideKind(event.dataTransfer) : undefined);

  return {
    over,
    progress,
    cancel() {
      stop.current.abort();
      setProgress(undefined);
    },
    bring,
    handlers: {
      onDragOverCapture(event) {
        const kind = kindOf(event);
        if (kind === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = "copy";
        setOver(kind);
      },
      onDragLeaveCapture(event) {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) {
          setOver(undefined);
        }
      },
      onDropCapture(event) {
        setOver(undefined);
        if (kindOf(event) === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const files = [...event.dataTransfer.files];
        if (files.length > 0) bring(files);
        else paste(event.dataTransfer.getData("text/plain"), false);
      },
      onPasteCapture(event) {
        if (!isTyping || !(event.target instanceof HTMLElement && event.target.closest(".xterm") !== null)) return;
        const files = [...event.clipboardData.files];
        const text = event.clipboardData.getData("text/plain");
        const isRisky = !terminal.takesPastes && /\n./.test(text);
        if (files.length === 0 && !isRisky) return;
        event.preventDefault();
        event.stopPropagation();
        // Programs that copy pictures put text beside them: what can be typed goes first.
        if (text !== "") paste(text, terminal.takesPastes);
        else bring(files);
      },
    },
  };
}
