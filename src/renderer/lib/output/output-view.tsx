import "./output.css";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDownToLine, ChevronDown, ChevronUp, Copy } from "lucide-react";
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useServices } from "../services.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { AnsiText } from "./ansi-text.tsx";
import { findLines, nextMatch, textOf } from "./find-lines.ts";
import type { OutputLines, OutputSnapshot } from "./output-lines.ts";

/** Pixels; every line is as high. */
const LINE_HEIGHT = 17;
/** So near to the end counts as at the end. */
const AT_END = LINE_HEIGHT;

export type OutputViewProps = {
  readonly lines: OutputLines;
  /** Whose output it is. */
  readonly label: string;
  /** Whether more may come: the view then stays at the end until the user scrolls up. */
  readonly isLive: boolean;
  /** Stands where there is no output. */
  readonly empty: string;
  /** More in the head, before search and copy. */
  readonly head?: ReactNode;
};

/** Output of programs, as it comes: follows its end, stands still while one reads further up, is searched and copied. */
export function OutputView({ lines, label, isLive, empty, head }: OutputViewProps) {
  const snapshot = useSnapshot(lines);
  const [isFollowing, setFollowing] = useState(true);
  const [wanted, setWanted] = useState("");
  const [match, setMatch] = useState<number>();
  const scroll = useRef<HTMLDivElement>(null);
  const count = snapshot.lines.length;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 30,
  });
  const found = useMemo(() => findLines(snapshot.lines, wanted), [snapshot, wanted]);

  const seen = useRef({ dropped: snapshot.dropped, count });
  useLayoutEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const gone = snapshot.dropped - seen.current.dropped;
    if (isFollowing) element.scrollTop = element.scrollHeight;
    // What one reads stays where it is while lines above it are let go.
    else if (gone > 0) element.scrollTop -= gone * LINE_HEIGHT;
    seen.current = { dropped: snapshot.dropped, count: isFollowing ? count : seen.current.count - gone };
  }, [snapshot, count, isFollowing]);

  const goTo = (direction: 1 | -1, list = found) => {
    const line = nextMatch(list, match, direction);
    setMatch(line);
    if (line === undefined) return;
    setFollowing(false);
    virtual.scrollToIndex(line, { align: "center" });
  };
  const behind = isFollowing ? 0 : Math.max(0, count - seen.current.count);

  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex h-8 shrink-0 items-center gap-1 border-b border-line pr-1 pl-3">
        <div className="flex min-w-0 flex-1 items-center gap-2 truncate text-xs text-ink-3">{head}</div>
        <Search
          label={label}
          text={wanted}
          found={found.length}
          at={match === undefined ? undefined : found.indexOf(match) + 1}
          onChange={(text) => {
            setWanted(text);
            setMatch(undefined);
          }}
          onGo={goTo}
          onLeave={() => {
            setWanted("");
            scroll.current?.focus();
          }}
        />
        <CopyButton snapshot={snapshot} />
      </div>
      <div
        ref={scroll}
        role="log"
        aria-live="off"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
        tabIndex={0}
        data-follows={isFollowing}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          setFollowing(scrollHeight - scrollTop - clientHeight <= AT_END);
        }}
        className="min-h-0 flex-1 overflow-auto py-1 outline-offset-[-2px]"
      >
        {count === 0 ? (
          <p className="px-3 py-2 text-xs text-ink-3">{empty}</p>
        ) : (
          <div className="relative min-w-max [tab-size:4]" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const line = snapshot.lines[index];
              return line === undefined ? null : (
                <div
                  key={index}
                  style={{ transform: `translateY(${start}px)`, height: LINE_HEIGHT }}
                  className={classNames(
                    "text-selectable absolute inset-x-0 top-0 px-3 font-mono text-[11.5px] leading-[17px] whitespace-pre text-ink-2",
                    match === index ? "bg-accent-wash" : wanted !== "" && found.includes(index) && "bg-hover",
                  )}
                >
                  <AnsiText line={line} />
                </div>
              );
            })}
          </div>
        )}
      </div>
      {isLive && !isFollowing && (
        <Button
          size="s"
          className="rise absolute right-4 bottom-3 bg-popup shadow-popup"
          onClick={() => {
            setFollowing(true);
          }}
        >
          <ArrowDownToLine className="size-3.5" />
          {behind > 0 ? `Follow · ${behind} new ${behind === 1 ? "line" : "lines"}` : "Follow"}
        </Button>
      )}
    </div>
  );
}

/** Drawn at most once a frame, however often pieces come. */
function useSnapshot(lines: OutputLines): OutputSnapshot {
  const subscribe = useCallback(
    (listener: () => void) => {
      let frame: number | undefined;
      const stop = lines.subscribe(() => {
        frame ??= requestAnimationFrame(() => {
          frame = undefined;
          listener();
        });
      });
      return () => {
        stop();
        if (frame !== undefined) cancelAnimationFrame(frame);
      };
    },
    [lines],
  );
  return useSyncExternalStore(subscribe, lines.read);
}

type SearchProps = {
  readonly label: string;
  readonly text: string;
  readonly found: number;
  readonly at: number | undefined;
  onChange(text: string): void;
  onGo(direction: 1 | -1): void;
  onLeave(): void;
};

function Search({ label, text, found, at, onChange, onGo, onLeave }: SearchProps) {
  return (
    <search className="flex shrink-0 items-center gap-0.5">
      <input
        aria-label={`Find in ${label}`}
        placeholder="Find"
        value={text}
        onChange={(event) => {
          onChange(event.target.value);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") onLeave();
          if (event.key === "Enter") onGo(event.shiftKey ? -1 : 1);
        }}
        className="h-6 w-24 rounded-sm bg-transparent px-1.5 text-xs outline-none focus:bg-field focus:outline-1 focus:outline-accent"
      />
      {text !== "" && (
        <>
          <span role="status" className="text-2xs text-ink-3 tabular-nums">
            {found === 0 ? "none" : at === undefined ? found : `${at} of ${found}`}
          </span>
          <IconButton label="Match above" keys="Shift+Enter" icon={<ChevronUp />} onClick={() => onGo(-1)} />
          <IconButton label="Match below" keys="Enter" icon={<ChevronDown />} onClick={() => onGo(1)} />
        </>
      )}
    </search>
  );
}

function CopyButton({ snapshot }: { snapshot: OutputSnapshot }) {
  const { toasts } = useServices();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(snapshot.lines.map(textOf).join("\n"));
      toasts.say(`Copied ${snapshot.lines.length} lines`);
    } catch {
      toasts.say("The output was not copied", { detail: "The browser does not let the page copy it." });
    }
  };
  return <IconButton label="Copy the output" icon={<Copy />} onClick={() => void copy()} />;
}
