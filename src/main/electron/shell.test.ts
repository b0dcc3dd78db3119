import { describe, expect, it } from "vitest";
import type { Notification } from "../../shared/model/mail.ts";
import { belongsOnDesktop, noticeText } from "./desktop-notice.ts";
import { isOurs, mayOpenOutside } from "./navigation.ts";
import { quitQuestion } from "./quit-policy.ts";
import { trayModel } from "./tray-model.ts";

const landed: Notification = {
  id: "event-1",
  kind: "convoy-landed",
  urgency: "normal",
  title: "Convoy landed",
  body: "All of it.",
  at: 0,
};

describe("the tray", () => {
  it("says who is at work and what waits for the user, first", () => {
    const model = trayModel({ agentsAtWork: 8, needsUser: 2, inQueue: 1, ready: 3 });
    expect(model.tooltip).toBe("Drover — 8 agents at work, 2 need you");
    expect(model.badge).toBe(2);
    expect(model.entries.map((entry) => (entry.kind === "separator" ? "—" : entry.label))).toEqual([
      "2 need you…",
      "8 agents at work",
      "1 submission in the merge queue",
      "3 items ready",
      "—",
      "Open Drover",
      "Quit…",
    ]);
  });

  it("says that it reconnects when it knows nothing, and shows no number then", () => {
    expect(trayModel(undefined)).toMatchObject({ tooltip: "Drover — reconnecting", badge: 0 });
  });
});

describe("quitting", () => {
  it("asks only while agents are at work, and leaves them at work unless told otherwise", () => {
    expect(quitQuestion(0)).toBeUndefined();
    const question = quitQuestion(3);
    expect(question?.message).toBe("3 agents are at work. What should become of them?");
    expect(question?.choices[question.defaultIndex]?.choice).toBe("keep");
    expect(question?.choices[question.cancelIndex]?.choice).toBe("cancel");
  });
});

describe("a desktop notification", () => {
  it("comes for what ends a wait while the user looks elsewhere, and for what is urgent always", () => {
    expect(belongsOnDesktop(landed, false)).toBe(true);
    expect(belongsOnDesktop(landed, true)).toBe(false);
    expect(belongsOnDesktop({ ...landed, urgency: "urgent" }, true)).toBe(true);
    expect(belongsOnDesktop({ ...landed, urgency: "quiet" }, false)).toBe(false);
  });

  it("has no markup, no line breaks and no novel in it", () => {
    const text = noticeText({ ...landed, title: "<b>Bold</b>\nmove", body: `<img src=x>${"very ".repeat(100)}long` });
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
