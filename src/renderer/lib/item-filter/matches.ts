import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Filter } from "./filter.ts";

/** Stands for the workspace's own items where a filter names a project. */
const WORKSPACE = "workspace";

/**
 * The same that the core answers to a filter, of items that the page has in hand, so that a board narrows within a frame. Closed
 * items count like open ones. `now` in milliseconds since 1970.
 */
export function matchesFilter(filter: Filter, now: number): (item: ItemView) => boolean {
  const tests: ((item: ItemView) => boolean)[] = [];
  const when = <T>(value: T | undefined, test: (value: T, item: ItemView) => boolean) => {
    if (value !== undefined) tests.push((item) => test(value, item));
  };
  const oneOf = (values: readonly string[] | undefined, read: (item: ItemView) => string) => {
    if (values !== undefined && values.length > 0) tests.push((item) => values.includes(read(item)));
  };
  oneOf(filter.stage, ({ stage }) => stage);
  oneOf(filter.status, ({ customStatus, status }) => customStatus ?? status);
  oneOf(filter.type, ({ type }) => type);
  when(filter.project, (project, item) => (item.project ?? WORKSPACE) === project);
  when(filter.labels, (labels, item) => labels.every((one) => item.labels.includes(one)));
  when(filter.anyLabel, (labels, item) => labels.length === 0 || labels.some((one) => item.labels.includes(one)));
  when(filter.noLabel, (labels, item) => !labels.some((one) => item.labels.includes(one)));
  when(filter.priority, ({ from, to }, { priority }) => from <= priority && priority <= to);
  when(filter.assignee, (who, { assignee }) => assignee === who);
  when(filter.unassigned, (wanted, { assignee }) => (assignee === undefined) === wanted);
  when(filter.createdBy, (who, { createdBy }) => createdBy === who);
  when(filter.updatedSince, (at, { updatedAt }) => updatedAt >= at);
  when(filter.updatedBefore, (at, { updatedAt }) => updatedAt < at);
  when(filter.createdSince, (at, { createdAt }) => createdAt >= at);
  when(filter.createdBefore, (at, { createdAt }) => createdAt < at);
  when(filter.dueBefore, (at, { dueAt }) => dueAt !== undefined && dueAt < at);
  when(filter.overdue, (wanted, { dueAt = Infinity, status }) => (dueAt < now && status !== "closed") === wanted);
  when(filter.externalRef, (ref, { externalRef }) => externalRef === ref);
  when(filter.convoy, (convoy, { convoys }) => convoys.includes(convoy));
  when(filter.parent, (epic, { parent }) => parent === epic);
  when(filter.noParent, (wanted, { parent }) => (parent === undefined) === wanted);
  when(filter.ready, (wanted, { stage }) => (stage === "ready") === wanted);
  when(filter.blocked, (wanted, { blockedBy, status }) => (blockedBy.length > 0 && status !== "closed") === wanted);
  return (item) => tests.every((test) => test(item));
}
