import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { commandCatalogue, type CommandId } from "../../lib/commands/catalogue.ts";
import { type VerbName, verbs } from "../../../shared/contract/contract.ts";

/**
 * How a person uses a verb in the window: by a command, which the palette has; in a view, whose code calls it; or not there,
 * for a reason. Every verb that the user may call is here, and none that there is not.
 */
type Way =
  | { readonly by: CommandId }
  /** The view, and what one does there. */
  | { readonly in: string }
  | { readonly not: string };

const by = (command: CommandId): Way => ({ by: command });
const inside = (view: string): Way => ({ in: view });
const not = (reason: string): Way => ({ not: reason });

const OF_AGENTS = "An agent's own, in its terminal; the user's hook is the command line's (`drover help hook`).";

const WAYS: Readonly<Record<string, Way>> = {
  "workspace.overview": inside("tree and status bar"),
  "event.watch": inside("feed"),
  "event.list": inside("feed"),
  "session.watch": inside("tree: states of agents"),
  "notification.watch": inside("notifications"),
  "demo.start": by("demo.start"),
  "core.stop": by("core.stop"),
  "core.ending": inside("the band that shows who has handed off"),
  "workspace.freeze": by("workspace.freeze"),
  "workspace.thaw": by("workspace.thaw"),
  "workspace.doctor": by("view.health"),
  "health.show": by("view.health"),
  "window.show": not("For other programs, which ask the window to come forward or to show something."),
  "window.watch": not("The desktop shell's, so that it hears of window.show."),

  "project.inspect": by("project.add"),
  "project.find": by("project.add"),
  "project.add": by("project.add"),
  "project.edit": by("project.settings"),
  "project.list": not("The tree has them, out of workspace.overview."),

  "item.create": by("item.create"),
  "item.edit": inside("item: its fields"),
  "item.list": by("view.items"),
  "item.ready": not("The board's column, and the backlog's filter on the stage."),
  "item.show": by("item.open"),
  "item.claim": by("item.claim"),
  "item.update": by("item.status"),
  "item.close": by("item.close"),
  "item.reopen": by("item.reopen"),
  "item.bulk": by("item.priority"),
  "item.delete": by("item.delete"),
  "item.restore": by("items.undo"),
  "item.search": by("palette.items"),
  "item.dep.add": by("item.link"),
  "item.dep.remove": inside("item: links"),
  "item.dep.tree": not("The graph has it, drawn from the links that items carry."),
  "item.dep.cycles": not("The ledger's check names them as findings; `drover dep cycles` lists them."),
  "item.explain": inside("item: why it waits"),
  "item.blocked": not("The board's column; the item says why it waits."),
  "item.count": inside("backlog: heads of groups"),
  "item.history": inside("item: trail"),
  "item.rollback": inside("item: put it back to a version"),
  "item.restore-text": inside("item: full text"),
  "item.comment.add": by("item.comment"),
  "item.comment.edit": inside("item: comments"),
  "item.comment.remove": inside("item: comments"),
  "item.comment.list": not("item.show carries them."),
  "work.sling": by("item.sling"),
  "work.unsling": by("item.unsling"),
  "work.advise": by("item.advise"),

  "ledger.vocabulary": inside("pickers of types and statuses"),
  "ledger.vocabulary.edit": inside("ledger: words"),
  "ledger.moments": by("time.travel"),
  "ledger.history": not("The feed tells what happens; `drover history` goes back as far as there are events."),
  "ledger.diff": not("Between two moments one travels in time; `drover diff` lists what differs."),
  "ledger.rollback": not("Undoes much at once: `drover rollback` shows it first. One item goes back in its trail."),
  "ledger.compact": inside("ledger: compaction"),
  "ledger.import": by("items.import"),
  "ledger.import.inspect": by("items.import"),
  "ledger.import.upload": by("items.import"),
  "ledger.export": inside("backlog: export"),
  "ledger.export.forge": not("Needs an account of a forge and a look at its plan: `drover export --to`."),
  "ledger.fsck": by("view.ledger"),
  "ledger.repair": inside("ledger: repair"),
  "ledger.sync": inside("ledger: sync"),
  "ledger.sync.status": by("view.ledger"),
  "filter.save": inside("backlog: views"),
  "filter.list": inside("backlog: views"),
  "filter.remove": inside("backlog: views"),
  "group.set": by("agent.groups"),
  "group.list": inside("tree, wall, and where several agents are told something"),
  "group.remove": inside("tree: the menu of a group"),
  "layout.save": by("layout.save-as"),
  "layout.list": inside("menu of layouts"),
  "layout.remove": by("layout.remove"),

  "convoy.create": by("convoy.create"),
  "convoy.add": by("convoy.add"),
  "convoy.remove": by("convoy.items"),
  "convoy.start": by("convoy.start"),
  "convoy.pause": by("convoy.pause"),
  "convoy.list": inside("board: its convoys"),
  "convoy.show": by("convoy.show"),
  "convoy.outlook": inside("convoy: forecast"),
  "convoy.close": by("convoy.close"),

  "agent.list": not("The tree has them, out of workspace.overview."),
  "agent.show": by("agent.show"),
  "agent.add": by("crew.create"),
  "agent.edit": by("agent.runtime"),
  "agent.start": by("agent.start"),
  "agent.stop": by("agent.stop"),
  "agent.restart": by("agent.restart"),
  "agent.peek": by("agent.peek"),
  "agent.adopt": not("Said in the very terminal that is bound: `drover adopt`."),
  "agent.nudge": by("agent.nudge"),
  "agent.broadcast": by("agents.broadcast"),
  "agent.answer": inside("attention: answers"),
  "agent.pause": by("agent.pause"),
  "agent.resume": by("agent.resume"),
  "agent.takeover": by("agent.take-over"),
  "agent.handback": by("agent.hand-back"),
  "agent.interrupt": by("agent.interrupt"),
  "agent.seance": by("agent.seance"),
  "agent.cv": inside("agent: record"),
  "nudge.list": inside("agent: nudges"),
  "nudge.show": inside("broadcast: receipts"),
  "session.signal": not(OF_AGENTS),
  "session.timeline": inside("agent: timeline"),
  "seance.list": inside("agent: sessions"),
  "seance.open": not("Talks in a terminal of the user's own: `drover seance --talk`."),
  "seance.close": not("Ends what seance.open began."),
  "usage.list": by("view.cost"),
  "memory.show": inside("agent: memory"),
  "memory.note": inside("agent: memory"),
  "memory.forget": inside("agent: memory"),
  "hook.show": not(OF_AGENTS),
  "hook.prime": not(OF_AGENTS),
  "hook.done": not(OF_AGENTS),
  "hook.handoff": by("agent.hand-off"),
  "hook.checkpoint": by("agent.checkpoint"),
  "hook.verify": not(OF_AGENTS),
  "hook.worktree.add": not(OF_AGENTS),
  "hook.worktree.list": not(OF_AGENTS),
  "hook.worktree.remove": not(OF_AGENTS),
  "role.list": not("Who holds a role is set once: `drover role`."),
  "role.show": not("Who holds a role is set once: `drover role`."),
  "role.set": not("Who holds a role is set once: `drover role`."),
  "runtime.list": by("runtimes.check"),
  "runtime.check": by("runtimes.check"),

  "salvage.list": by("view.salvage"),
  "salvage.show": inside("salvage: one of them"),
  "salvage.diff": inside("salvage: files"),
  "salvage.restore": inside("salvage: restore"),
  "salvage.verify": inside("salvage: check"),
  "salvage.drop": inside("salvage: give it up"),

  "mq.list": by("view.merge-queue"),
  "mq.show": by("submission.show"),
  "mq.retry": by("submission.retry"),
  "mq.hold": by("submission.hold"),
  "mq.release": by("submission.release"),
  "mq.reorder": by("submission.up"),
  "mq.pause": by("queue.pause"),
  "mq.resume": by("queue.pause"),
  "mq.revert": by("submission.revert"),
  "mq.output": inside("merge queue: output of gates"),
  "mq.log": not("mq.output tells the same, and goes on while it is printed."),
  "mq.gates": inside("merge queue: times of gates"),
  "mq.conflict": by("submission.conflict"),
  "mq.resolve": inside("conflict: save and queue again"),
  "mq.assignConflict": by("submission.resolver"),
  "mq.discard": by("submission.discard"),
  "conflict.list": inside("merge queue: early warning"),
  "integration.create": by("integration.create"),
  "integration.list": inside("merge queue: branches that gather"),
  "integration.show": inside("item: what an epic gathered"),
  "integration.land": by("integration.land"),
  "integration.update": by("integration.update"),
  "integration.drop": by("integration.drop"),
  "review.files": by("review.item"),
  "review.diff": by("review.submission"),
  "review.content": by("review.open-all"),
  "review.comment.list": inside("review: comments"),
  "review.comment.add": by("review.comment"),
  "review.comment.edit": inside("review: comments"),
  "review.comment.remove": inside("review: comments"),
  "review.submit": by("review.approve"),
  "review.list": by("review.waiting"),

  "mail.inbox": not("The mail view shows it by conversation: mail.threads."),
  "mail.threads": by("view.mail"),
  "mail.show": by("view.mail"),
  "mail.read": not("mail.show and mail.mark do so for a whole conversation."),
  "mail.mark": inside("mail: archive, pin"),
  "mail.send": inside("mail: new letter"),
  "mail.reply": inside("mail: answer"),
  "attention.list": not("attention.watch tells the same, and goes on."),
  "attention.watch": by("view.attention"),
  "attention.put-off": inside("attention: put off"),
  "attention.take-back": inside("attention: take back"),

  "file.read": inside("file: its text"),
  "file.links": inside("terminal: links"),
  "file.edit": inside("file: in the user's editor"),
  "file.attach": inside("terminal: files brought"),
  "terminal.open": by("agent.open"),
  "terminal.scrollback": inside("terminal: its history"),
  "terminal.close": inside("terminal"),
  "terminal.search": inside("search in all terminals"),
  "wall.open": by("view.agents"),
  "wall.close": by("view.agents"),

  "settings.show": not("settings.watch tells the same, and goes on."),
  "settings.set": by("view.settings"),
  "settings.watch": by("view.settings"),
  "settings.text": inside("settings: as text"),
  "settings.write": inside("settings: as text"),
};

const OF_USER = verbs.flatMap(({ name, callers }): readonly VerbName[] => (callers.includes("user") ? [name] : []));

test("every verb that a person can use has a command, a view or a reason, and nothing else has", () => {
  expect(OF_USER.filter((verb) => WAYS[verb] === undefined)).toEqual([]);
  expect(Object.keys(WAYS).filter((verb) => !OF_USER.some((name) => name === verb))).toEqual([]);
});

test("a way by a command is one that there is", () => {
  const ids = new Set<string>(commandCatalogue.map(({ id }) => id));
  expect(Object.entries(WAYS).filter(([, way]) => "by" in way && !ids.has(way.by))).toEqual([]);
});

test("what has a way in the window is called there", () => {
  const page = path.join(import.meta.dirname, "../..");
  const sources = globSync("**/*.{ts,tsx}", { cwd: page })
    .filter((file) => !/\.test\.|^testing\//.test(file))
    .map((file) => readFileSync(path.join(page, file), "utf8"))
    .join("\n");
  const isNamed = (verb: string) => sources.includes(`"${verb}"`);
  const isBare = ([, way]: readonly [string, Way]) => !("not" in way);
  expect(
    Object.entries(WAYS)
      .filter(isBare)
      .filter(([verb]) => !isNamed(verb))
      .map(([verb]) => verb),
  ).toEqual([]);
});
