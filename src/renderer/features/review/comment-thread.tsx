import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { PlacedComment } from "../../../shared/contract/review.ts";
import { Ago } from "../../lib/age-view.tsx";
import { AgentChip } from "../../lib/agent-chip.tsx";
import { CommentComposer } from "../../lib/comment-composer.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { useServices } from "../../lib/services.tsx";
import { Badge } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { placeText } from "./review-words.ts";

/** One comment. A draft can be changed and taken back. */
export function CommentView({ comment, hasPlace = false }: { comment: PlacedComment; hasPlace?: boolean }) {
  const { actions } = useServices();
  const [isEditing, setEditing] = useState(false);
  const { id, by, at, text, sent, place } = comment;
  const isDraft = sent === undefined;
  return (
    <article data-comment={id} data-draft={isDraft || undefined} className="flex flex-col gap-1 px-3 py-2">
      <header className="flex min-h-6 items-center gap-2 text-xs text-ink-3">
        <AgentChip agent={by} isStill />
        <Ago at={sent?.at ?? at} />
        {isDraft && <Badge tone="review">Draft</Badge>}
        {comment.isOutdated && <Badge tone="attention">Outdated</Badge>}
        {hasPlace && <code className="min-w-0 truncate text-2xs">{placeText(comment)}</code>}
        <span className="flex-1" />
        {isDraft && !isEditing && (
          <>
            <IconButton
              label="Change this comment"
              icon={<Pencil />}
              onClick={() => {
                setEditing(true);
              }}
            />
            <IconButton
              label="Take this comment back"
              icon={<Trash2 />}
              onClick={() => void actions.attempt("take the comment back", "review.comment.remove", { comment: id })}
            />
          </>
        )}
      </header>
      {(comment.isOutdated || hasPlace) && place !== undefined && (
        <pre className="max-h-40 overflow-auto rounded-sm border border-line bg-sunken px-2 py-1 text-[11px] leading-4 text-ink-3">
          {place.quote.join("\n")}
        </pre>
      )}
      {isEditing ? (
        <CommentComposer
          label="Comment"
          initial={text}
          deed="Save"
          wantsFocus
          onSend={async (next) => {
            const input = { comment: id, text: next };
            const done = await actions.attempt("change the comment", "review.comment.edit", input);
            if (done.ok) setEditing(false);
            return done.ok;
          }}
          onCancel={() => {
            setEditing(false);
          }}
        />
      ) : (
        <Markdown text={text} className="text-sm" />
      )}
    </article>
  );
}
