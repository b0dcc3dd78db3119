import { useEffect, useRef } from "react";
import { textOfScreen } from "../../../shared/wire/cell-screen.ts";
import { useServices } from "../services.tsx";

export type ScreenTextProps = {
  readonly agent: string;
  /** So that something else can name it as its description. */
  readonly id?: string;
  readonly className?: string;
};

/** Nobody reads faster, and each writing costs the page a layout. */
const PERIOD_MS = 500;

/** An agent's screen as text, live, for who cannot see it or wants to copy from it. Drawn past React, which has nothing to compare. */
export function ScreenText({ agent, id, className }: ScreenTextProps) {
  const { cells } = useServices();
  const element = useRef<HTMLPreElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let writtenAt = 0;
    const write = () => {
      timer = undefined;
      writtenAt = performance.now();
      const text = textOfScreen(look.view.screen).join("\n").trimEnd();
      if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
    };
    const look = cells.look(agent, () => {
      timer ??= setTimeout(write, Math.max(0, writtenAt + PERIOD_MS - performance.now()));
    });
    write();
    return () => {
      clearTimeout(timer);
      look.release();
    };
  }, [agent, cells]);
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys where it is seen
  return (
    <pre
      ref={element}
      id={id}
      data-testid="screen-text"
      tabIndex={className === "sr-only" ? undefined : 0}
      className={className}
    />
  );
}
