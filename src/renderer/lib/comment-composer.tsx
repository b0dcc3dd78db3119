import { useEffect, useRef, useState } from "react";
import { Button } from "../ui/button.tsx";
import { TextArea } from "../ui/field.tsx";
import { Keys } from "../ui/kbd.tsx";

export type CommentComposerProps = {
  readonly label: string;
  readonly initial: string;
  readonly deed: string;
  /** Whether the focus is to be here; `onFocused` tells that it is. */
  readonly wantsFocus?: boolean;
  onFocused?(): void;
  onChange?(text: string): void;
  /** Resolves to whether it was taken; then the field is empty again. */
  onSend(text: string): Promise<boolean>;
  /** Without it, there is nothing to leave. */
  onCancel?(): void;
};

/** Where a comment is written: Mod+Enter sends it. */
export function CommentComposer(props: CommentComposerProps) {
  const { label, initial, deed, wantsFocus = false, onFocused, onChange, onSend, onCancel } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(initial);
  const [isSending, setSending] = useState(false);
  useEffect(() => {
    if (!wantsFocus) return undefined;
    // After the pane, or the menu that was just closed, has taken it.
    const frame = requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.scrollIntoView({ block: "center" });
      onFocused?.();
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [wantsFocus, onFocused]);

  const change = (next: string) => {
    setText(next);
    onChange?.(next);
  };
  const send = async () => {
    if (text.trim() === "" || isSending) return;
    setSending(true);
    const taken = await onSend(text.trim());
    setSending(false);
    if (taken) change("");
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        ref={field}
        aria-label={label}
        placeholder="Say something about it. Markdown is understood."
        rows={Math.min(14, Math.max(2, text.split("\n").length))}
        className="min-h-14"
        value={text}
        readOnly={isSending}
        onChange={(event) => {
          change(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            void send();
          }
          if (event.key === "Escape" && onCancel !== undefined) {
            event.stopPropagation();
            onCancel();
          }
        }}
      />
      {(text.trim() !== "" || onCancel !== undefined) && (
        <div className="flex items-center gap-2">
          <Button size="s" look="primary" type="submit" disabled={text.trim() === "" || isSending}>
            {deed}
          </Button>
          {onCancel !== undefined && (
            <Button size="s" look="ghost" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Keys keys="Mod+Enter" />
        </div>
      )}
    </form>
  );
}
