import { CornerDownLeft } from "lucide-react";
import { useState } from "react";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { IconButton } from "../../ui/button.tsx";

export interface ReplyFieldProps {
  readonly label: string;
  readonly isBusy: boolean;
  /** Answers whether it went; then the field is empty again. */
  onSend(text: string): Promise<boolean>;
}

/** A line of one's own words; Enter sends. */
export function ReplyField({ label, isBusy, onSend }: ReplyFieldProps) {
  const [text, setText] = useState("");
  const isPast = useIsPast();
  const isSendable = text.trim() !== "" && !isBusy && !isPast;
  const send = async () => {
    if (isSendable && (await onSend(text.trim()))) setText("");
  };
  return (
    <form
      className="flex h-(--control,32px) items-center gap-1 rounded-md border border-line bg-field pr-1 pl-2.5 focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <input
        aria-label={label}
        placeholder={label}
        value={text}
        disabled={isPast}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          // Back to the keys of the pane.
          if (event.key === "Escape") event.currentTarget.closest<HTMLElement>("[data-pane-focus]")?.focus();
        }}
        className="min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3"
      />
      <IconButton label="Send" type="submit" icon={<CornerDownLeft />} disabled={!isSendable} />
    </form>
  );
}
