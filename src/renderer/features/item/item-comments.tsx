import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import { USER } from "../../../shared/model/identity.ts";
import type { Comment } from "../../../shared/model/comment.ts";
import { Age } from "../../lib/age-view.tsx";
import { Markdown } from "../../lib/markdown/markdown.tsx";
import { lastPart } from "../../lib/names.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { CommentComposer } from "../../lib/comment-composer.tsx";
import { commentDrafts } from "./comment-drafts.ts";

/** What was said about an item, oldest first, and a place to say more. */
export function ItemComments({ item, comments }: { item: string; comments: readonly Comment[] }) {
  const { actions, storage, ui } = useServices();
  const isPast = useIsPast();
  const id = useId();
  const isAskedFor = useUi(({ commentOn }) => commentOn === item);
  const drafts = commentDrafts(storage);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h3 id={id} className="flex h-6 items-center text-xs font-medium text-ink-3">
        Comments {comments.length > 0 && <span className="pl-1 tabular-nums">{comments.length}</span>}
      </h3>
      {comments.length > 0 && (
        <ol aria-label="Comments" className="flex flex-col gap-3">
          {comments.map((comment) => (
            <CommentRow key={comment.id} comment={comment} isFixed={isPast} />
          ))}
        </ol>
      )}
      {isPast ? (
        comments.length === 0 && <p className="text-sm text-ink-3">Nobody had said anything by then.</p>
      ) : (
        <CommentComposer
          label={`Comment on ${item}`}
          deed="Comment"
          initial={drafts.read(item)}
          wantsFocus={isAskedFor}
          onFocused={() => {
            ui.set({ commentOn: undefined });
          }}
          onChange={(text) => {
            drafts.keep(item, text);
          }}
          onSend={async (text) => {
            const outcome = await actions.attempt(`comment on ${item}`, "item.comment.add", { item, text });
            if (outcome.ok) ui.announce("Comment added");
            return outcome.ok;
          }}
        />
      )}
    </section>
  );
}

function CommentRow({ comment, isFixed }: { comment: Comment; isFixed: boolean }) {
  const { actions, ui } = useServices();
  const [isEditing, setEditing] = useState(false);
  const author = comment.author === USER ? "You" : lastPart(comment.author);
  const remove = () => {
    ui.openDialog({
      kind: "confirm",
      title: "Remove this comment?",
      body: "Its text stays in the trail.",
      deed: "Remove comment",
      isDestructive: true,
      confirm: () =>
        void actions.attempt("remove the comment", "item.comment.remove", { comment: comment.id }).then((outcome) => {
          if (outcome.ok) ui.announce("Comment removed");
        }),
    });
  };
  return (
    <li data-comment={comment.id} className="group flex gap-2.5">
      <Avatar agent={comment.author} className="mt-0.5" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex h-5 items-center gap-1.5 text-xs text-ink-3">
          <span className="text-sm font-medium text-ink">{author}</span>
          <Age at={comment.createdAt} className="tabular-nums" />
          {comment.editedAt !== undefined && <span title={new Date(comment.editedAt).toLocaleString()}>edited</span>}
          <span className="flex-1" />
          {!isFixed && !isEditing && (
            <Menu
              trigger={
                <IconButton
                  label={`More for the comment of ${author}`}
                  icon={<Ellipsis />}
                  className="size-5 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100"
                />
              }
              entries={[
                {
                  label: "Edit",
                  icon: <Pencil />,
                  run: () => {
                    setEditing(true);
                  },
                },
                { label: "Remove…", icon: <Trash2 />, isDestructive: true, run: remove },
              ]}
            />
          )}
        </div>
        {isEditing ? (
          <CommentComposer
            label="Edit comment"
            deed="Save"
            initial={comment.text}
            wantsFocus
            onSend={async (text) => {
              const outcome = await actions.attempt("change the comment", "item.comment.edit", {
                comment: comment.id,
                text,
              });
              if (outcome.ok) setEditing(false);
              return outcome.ok;
            }}
            onCancel={() => {
              setEditing(false);
            }}
          />
        ) : (
          <Markdown text={comment.text} />
        )}
      </div>
    </li>
  );
}
