import { describe, expect, it } from "vitest";
import { workerPath } from "../../shared/model/identity.ts";
import type { Notification } from "../../shared/model/mail.ts";
import { DEFAULT_PREFERENCES } from "../../shared/model/preference-defaults.ts";
import { desktopNotice, noticeText } from "./desktop-notice.ts";
import { isOurs, isPopout, mayOpenOutside } from "./navigation.ts";
import { quitQuestion } from "./quit-policy.ts";
import { type CoreNews, trayModel } from "./tray-model.ts";

const landed: Notification = {
  id: "event-1",
  kind: "convoy-landed",
  urgency: "normal",
  title: "Convoy landed",
  body: "All of it.",
  at: 0,
};

const calm: CoreNews = { agentsAtWork: 0, needsUser: 0, inQueue: 0, ready: 0, isFrozen: false, asks: [] };
const labels = (news: CoreNews) =>
  trayModel(news).entries.map((entry) => (entry.kind === "separator" ? "—" : entry.label));

describe("the tray", () => {
  it("says who is at work and what waits for the user, first and by name, each leading there", () => {
    const about = { kind: "agent", id: "shop/workers/ada" } as const;
    const asks = [
      { title: "Wants to run a command", agent: workerPath("shop", "ada"), about },
      { title: "Review waits", itemTitle: "Dates & times" },
      { title: "Mail from otter", agent: workerPath("shop", "otter") },
      { title: "The fourth" },
    ];
    const model = trayModel({ ...calm, agentsAtWork: 8, needsUser: 4, inQueue: 1, ready: 3, asks });
    expect(model.tooltip).toBe("Drover — 8 agents at work, 4 need you");
    expect(model.badge).toBe(4);
    expect(model.entries.map((entry) => (entry.kind === "separator" ? "—" : entry.label))).toEqual([
      "4 need you…",
      "Ada: Wants to run a command",
      "Dates + times: Review waits",
      "Mail from otter",
      "—",
      "8 agents at work",
      "1 submission in the merge queue",
      "3 items ready",
      "—",
      "Open Drover",
      "New item…",
      "Pause all",
      "—",
      "Quit…",
    ]);
    expect(model.entries[1]).toMatchObject({ action: { do: "show", about } });
  });

  it("says that everything is paused, and offers to let it go on", () => {
    const frozen = { ...calm, agentsAtWork: 2, isFrozen: true };
    expect(trayModel(frozen).tooltip).toBe("Drover — everything is paused");
    expect(labels(frozen)).toContain("Resume all");
    expect(labels(frozen)).not.toContain("Pause all");
  });

  it("says that it reconnects when it knows nothing, and shows no number then", () => {
    expect(trayModel(undefined)).toMatchObject({ tooltip: "Drover — reconnecting", badge: 0 });
  });
});

describe("quitting", () => {
  it("asks only while agents are at work, and leaves them at work unless told otherwise", () => {
    expect(quitQuestion(0, "ask")).toBe("keep");
    const question = quitQuestion(3, "ask");
    if (typeof question === "string") throw new Error("It did not ask.");
    expect(question.message).toBe("3 agents are at work. What should become of them?");
    expect(question.choices[question.defaultIndex]?.choice).toBe("keep");
    expect(question.choices[question.cancelIndex]?.choice).toBe("cancel");
  });

  it("does what the user said always to do", () => {
    expect(quitQuestion(3, "stop")).toBe("stop");
    expect(quitQuestion(0, "stop")).toBe("keep");
  });
});

describe("a desktop notification", () => {
  const { notifications } = DEFAULT_PREFERENCES;
  const noon = new Date(2026, 10, 21, 12, 0).getTime();
  const facts = { preferences: notifications, isWindowFocused: false, now: noon };
  const isTold = (notice: Notification, more: Partial<typeof facts>) =>
    desktopNotice(notice, { ...facts, ...more }) !== undefined;

  it("comes for what ends a wait while the user looks elsewhere, and for what is urgent always", () => {
    expect(isTold(landed, {})).toBe(true);
    expect(isTold(landed, { isWindowFocused: true })).toBe(false);
    expect(isTold({ ...landed, urgency: "urgent" }, { isWindowFocused: true })).toBe(true);
    expect(isTold({ ...landed, urgency: "quiet" }, {})).toBe(false);
  });

  it("comes as the user says of its kind, or not at all", () => {
    const kinds = (how: "off" | "urgent") => ({ ...notifications, kinds: { "convoy-landed": how } });
    expect(isTold(landed, { preferences: kinds("off") })).toBe(false);
    expect(isTold(landed, { preferences: kinds("urgent"), isWindowFocused: true })).toBe(true);
    expect(isTold({ ...landed, urgency: "urgent" }, { preferences: { ...notifications, desktop: false } })).toBe(false);
  });

  it("comes in quiet hours only when it is urgent, and without a sound", () => {
    const preferences = { ...notifications, quietHours: { from: "11:00", to: "13:00" } };
    expect(isTold(landed, { preferences })).toBe(false);
    const urgent = { ...landed, urgency: "urgent" } as const;
    expect(desktopNotice(urgent, { ...facts, preferences })).toMatchObject({ isSilent: true });
    expect(desktopNotice(urgent, facts)).toMatchObject({ isSilent: false });
    expect(desktopNotice(urgent, { ...facts, preferences: { ...notifications, sound: false } })?.isSilent).toBe(true);
  });

  it("has no markup, no line breaks and no novel in it", () => {
    const text = noticeText({ title: "<b>Bold</b>\nmove", body: `<img src=x>${"very ".repeat(100)}long` });
    expect(text.title).toBe("‹b›Bold‹/b› move");
    expect(text.body).not.toMatch(/[<>]/);
    expect(text.body).toHaveLength(240);
  });
});

describe("navigation", () => {
  it("knows our own pages from all others", () => {
    expect(isOurs("drover-app://window/index.html#x")).toBe(true);
    for (const url of [
      "https://window/index.html",
      "drover-app://elsewhere/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "",
      "no url",
    ]) {
      expect(isOurs(url)).toBe(false);
    }
  });

  it("lets a window be opened for the one empty page that panes are put into, and for nothing else", () => {
    expect(isPopout("drover-app://window/popout.html")).toBe(true);
    for (const url of [
      "drover-app://window/index.html",
      "drover-app://window/popout.html?x",
      "about:blank",
      "https://a/popout.html",
    ]) {
      expect(isPopout(url)).toBe(false);
    }
  });

  it("hands nothing to the system but web and mail links", () => {
    expect(mayOpenOutside("https://example.org/a?b")).toBe(true);
    for (const url of [
      "file:///etc/passwd",
      "javascript:alert(1)",
      "smb://host/share",
      "drover-app://window/",
      "nonsense",
    ]) {
      expect(mayOpenOutside(url)).toBe(false);
    }
  });
});
